//! A remote address of the ranges kept for documentation.

use super::prelude::*;
use crate::model::{AddressKind, address_kind};

pub static CHECK: Check = Check {
    id: "documentation-remote",
    label: Text::new("Is the address made up?", "アドレスは架空のものか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    // The ranges are where samples take their addresses from.
    if case.is_sample() {
        return None;
    }
    let ip = case
        .addresses()
        .into_iter()
        .find(|ip| address_kind(ip.as_str()) == Some(AddressKind::Documentation))?;
    answer(
        Neither,
        say(Text::new(
            "{ip} is of a range kept for documentation, which the internet does not carry: a sample, or a real finding whose address was replaced before it came here.",
            "{ip} はドキュメント用の範囲のアドレスで、インターネットでは使われません。サンプルか、渡される前にアドレスが置き換えられた本物の検出結果です。",
        ))
        .with("ip", ip)
        .observed(),
        Text::new(
            "The finding as GuardDuty has it, with its own address.",
            "GuardDuty 上の検出結果で元のアドレスを確認した場合。",
        ),
    )
}
