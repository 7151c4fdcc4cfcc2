//! Numbers out of text. The standard library's reader is exact to the last bit of every number there is, and carries ten kilobytes
//! of tables for that which do not pack.

/// The value of a decimal number, with or without sign, fraction and exponent. Exact up to fifteen digits and powers of ten up
/// to 22, which is all that findings have (W. D. Clinger, 1990); beyond, the last bits may differ from the nearest value.
pub fn number(text: &str) -> Option<f64> {
    /// More digits than a double tells apart; those behind only move the point.
    const ENOUGH: u64 = 1_000_000_000_000_000_000;
    let (negative, mut left) = sign(text.as_bytes());
    let (mut digits, mut exponent) = (0_u64, 0_i32);
    let (mut any, mut fraction) = (false, false);
    while let [byte, rest @ ..] = left {
        match byte {
            b'0'..=b'9' => {
                any = true;
                let counts = digits < ENOUGH;
                if counts {
                    digits = digits * 10 + u64::from(byte - b'0');
                }
                exponent = exponent.saturating_add(i32::from(!counts) - i32::from(fraction));
            }
            b'.' if !fraction => fraction = true,
            _ => break,
        }
        left = rest;
    }
    if let [b'e' | b'E', rest @ ..] = left {
        let (below, power) = sign(rest);
        let [_, ..] = power else { return None };
        let power = power.iter().try_fold(0_i32, |power, byte| {
            byte.is_ascii_digit().then(|| power.saturating_mul(10).saturating_add(i32::from(byte - b'0')))
        })?;
        exponent = exponent.saturating_add(if below { -power } else { power });
        left = &[];
    }
    if !any || !left.is_empty() {
        return None;
    }
    let value = scaled(digits as f64, exponent);
    Some(if negative { -value } else { value })
}

fn sign(bytes: &[u8]) -> (bool, &[u8]) {
    match bytes {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, bytes),
    }
}

/// `value` × 10^`exponent`. In two steps where the power alone would be no double.
fn scaled(value: f64, exponent: i32) -> f64 {
    const STEP: i32 = 300;
    match exponent {
        0.. => {
            value * 10_f64.powi(exponent.min(STEP)) * 10_f64.powi((exponent - exponent.min(STEP)).min(STEP))
        }
        _ => {
            let power = exponent.saturating_neg();
            value / 10_f64.powi(power.min(STEP)) / 10_f64.powi((power - power.min(STEP)).min(STEP))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::number;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_read_as_json_and_people_write_them() {
        for text in [
            "0",
            "-0",
            "7",
            "8.5",
            "5.",
            ".5",
            "+3",
            "1.639010703E9",
            "35.6893",
            "-122.3301",
            "1e22",
            "2E-3",
            "007",
        ] {
            assert_eq!(number(text).map(f64::to_bits), text.parse().ok().map(f64::to_bits), "{text}");
        }
        for text in ["", "-", ".", "e5", "1e", "1e+", "1.2.3", "1 ", "inf", "NaN", "0x10", "1e5.0", "７"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_beyond_a_double_are_told_as_the_standard_library_does() {
        for text in [
            "1e400",
            "-1e400",
            "1e-400",
            "0e999999999999",
            "1e99999999999999999999",
            "123456789012345678901234567890",
        ] {
            assert_eq!(number(text), text.parse().ok(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_findings_have_is_exact(digits in 0..1_000_000_000_000_000_u64, places in 0..15_usize, power in -7..7_i32) {
            let mut text = format!("{digits:016}");
            text.insert(16 - places, '.');
            let text = format!("{text}e{power}");
            prop_assert_eq!(number(&text), text.parse().ok());
        }

        #[test]
        fn any_double_is_read_back_but_for_its_last_bits(value in -1e300..1e300_f64) {
            let read = number(&value.to_string()).unwrap_or_default();
            prop_assert!((read - value).abs() <= value.abs() * 1e-14, "{read} for {value}");
        }
    }
}
