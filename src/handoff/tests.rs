use super::{
    file::{Packing, Parts, Piece, is_handoff},
    *,
};
use crate::export::report::Source;

fn parcel() -> Parcel {
    let source = Source { name: "a.json".into(), sha256: "00".into(), bytes: 5, findings: 2 };
    let provenance = Provenance::new("2026-11-24T15:00:00Z".into(), vec![source], vec!["accounts".into()]);
    // What would end an element, a comment or a string if it stood as it is.
    let findings = vec![
        "{\"a\":\"</script><script>alert(1)</script><!-- --> \\u0000 \u{2028}\"}".into(),
        "{\r\n\t\"検出結果\": 1.0,\n \"a\": \"\\\\\"}".into(),
    ];
    Parcel::new(provenance, findings)
}

fn parts() -> Parts {
    let shell = format!("<!DOCTYPE html>\n<head>{}</head><body></body></html>", viewer::MANIFEST);
    let piece = |names: &[&str], packing| Piece {
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        packing,
        bytes: ByteBuf::from(b"bytes".to_vec()),
    };
    let pieces = vec![piece(&["wasm"], Packing::None), piece(&["engine", "samples"], Packing::Ppmd)];
    Parts { shell, version: "0.1.0".into(), pieces }
}

fn handed(parcel: &Parcel) -> String {
    file::write(&parts(), &parcel.pack()).unwrap()
}

#[test]
fn what_is_handed_over_in_a_file_comes_back_byte_for_byte() {
    let file = handed(&parcel());
    assert!(is_handoff(file.as_bytes()));
    assert_eq!(receive(&Given::File(ByteBuf::from(file.clone()))), Ok(parcel()));
    assert_eq!(receive(&Given::Here(ByteBuf::from(parcel().pack()))), Ok(parcel()));
    // Line ends rewritten, the mark of UTF-8 gone.
    let rewritten = file.trim_start_matches('\u{FEFF}').replace('\n', "\r\n");
    assert!(is_handoff(rewritten.as_bytes()));
    assert_eq!(receive(&Given::File(ByteBuf::from(rewritten))), Ok(parcel()));
}

#[test]
fn the_findings_stand_in_the_file_as_data_alone() {
    let file = handed(&parcel());
    assert!(!file.contains("alert") && !file.contains("検出結果"));
    // An element a part, the manifest, the findings.
    assert_eq!((file.matches("<script").count(), file.matches("</script").count()), (4, 4), "{file}");
    // Without the mark and the findings it is the viewer as it was, and none.
    let alone = file
        .replace("<!-- finding-lens-handoff 1 -->", "")
        .replace(&viewer::element("handed", &parcel().pack()), "");
    assert!(!is_handoff(alone.as_bytes()) && !alone.contains("handed"));
    assert_eq!(
        alone.len()
            + "<!-- finding-lens-handoff 1 -->".len()
            + viewer::element("handed", &parcel().pack()).len(),
        file.len()
    );
}

#[test]
fn no_other_page_is_taken_for_one() {
    for other in
        ["", "<!DOCTYPE html><html>", "{}", "<!-- finding-lens-handoff 1 -->", "<!DOCTYPE html> <!-- x -->"]
    {
        assert!(!is_handoff(other.as_bytes()), "{other}");
    }
}

#[test]
fn a_file_that_was_cut_off_or_changed_is_refused() {
    let file = handed(&parcel());
    let start = file.find("id=\"handed\"").unwrap() + 30;
    let end = file.rfind("</script").unwrap();
    let read = |text: String| receive(&Given::File(ByteBuf::from(text)));
    for at in (start..end).filter(|&at| file.is_char_boundary(at)).step_by(5) {
        assert_eq!(read(file[..at].to_owned()), Err(Fault::Damaged), "cut off at {at}");
        let mut changed = file.clone();
        let next = changed[at..].chars().next().unwrap();
        let other = if next == 'x' { "y" } else { "x" };
        changed.replace_range(at..at + next.len_utf8(), other);
        assert_eq!(read(changed), Err(Fault::Damaged), "changed at {at}");
    }
    assert_eq!(read(String::new()), Err(Fault::Damaged));
    assert_eq!(receive(&Given::Here(ByteBuf::new())), Err(Fault::Damaged));
}

#[test]
fn a_link_brings_a_finding_and_has_a_limit() {
    let finding = crate::knowledge::SAMPLES;
    let one = serde_json::from_slice::<Vec<serde_json::Value>>(finding).unwrap().remove(0).to_string();
    let parcel = Parcel::new(Provenance::new(String::new(), Vec::new(), Vec::new()), vec![one]);
    let fragment = link::write(&parcel).unwrap();
    assert!(link::is_link(&fragment) && !link::is_link("#/finding/3"));
    assert!(fragment.len() < 4_000, "{} characters", fragment.len());
    assert!(fragment.bytes().all(|b| b.is_ascii_alphanumeric() || b"#/._-".contains(&b)));
    assert_eq!(receive(&Given::Link(fragment.clone())), Ok(parcel.clone()));

    // Cut off by a chat; changed; of a later form; longer than any.
    let cut = fragment[..fragment.len() - 8].to_owned();
    assert_eq!(receive(&Given::Link(cut)), Err(Fault::Damaged));
    assert_eq!(receive(&Given::Link(fragment.replacen('.', ".AAAA", 1))), Err(Fault::Damaged));
    assert_eq!(receive(&Given::Link(fragment.replace("/1.", "/2."))), Err(Fault::Later));
    assert_eq!(receive(&Given::Link(format!("{fragment}{}", "A".repeat(link::MOST)))), Err(Fault::TooLarge));

    let random: String = (0..40_000_u32).map(|n| format!("{:x}", n.wrapping_mul(2_654_435_761))).collect();
    let long = Parcel::new(Provenance::default(), vec![random]);
    assert!(link::write(&long).unwrap_err() > link::MOST);
}

#[test]
fn a_small_parcel_that_unpacks_to_much_is_not_unpacked() {
    let bomb = Parcel::new(Provenance::default(), vec![" ".repeat(8 << 20)]);
    let fragment = link::write(&bomb).unwrap();
    assert_eq!(receive(&Given::Link(fragment)), Err(Fault::TooLarge));
    assert_eq!(Parcel::unpack(&bomb.pack(), 1 << 20), Err(Fault::TooLarge));
}

/// The bytes of a parcel with this JSON.
fn packed(json: &str) -> Given {
    use sha2::Digest;
    let mut bytes = sha2::Sha256::digest(json).to_vec();
    bytes.extend(parcel::deflate(json.as_bytes()));
    Given::Here(ByteBuf::from(bytes))
}

#[test]
fn the_first_version_stays_readable_and_later_ones_are_told_apart() {
    let first = r#"{"kind":"finding-lens-handoff","version":1,"madeBy":"0.1.0","catalogue":"2026-11-24","findings":["{}"],"marks":{}}"#;
    assert_eq!(receive(&packed(first)).unwrap().lines(), "{}");
    assert_eq!(receive(&packed(&first.replace("\"version\":1", "\"version\":2"))), Err(Fault::Later));
    assert_eq!(receive(&packed(&first.replace("handoff", "other"))), Err(Fault::Later));
    assert_eq!(receive(&packed("[]")), Err(Fault::Damaged));
}
