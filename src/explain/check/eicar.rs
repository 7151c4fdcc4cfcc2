//! A malware scan that found nothing but the harmless test file of the antivirus industry.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "eicar",
    label: Text::new("Is the malware only the test file?", "マルウェアはテストファイルだけか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let service = case.service();
    let volumes = service.ebs_volume_scan_details().scan_detections().threat_detected_by_name();
    let on_volumes = volumes.threat_names().map(|threat| threat.name());
    let in_objects = service.malware_scan_details().threats().map(|threat| threat.name());
    // A threat without a name is not known to be the test file.
    let names = on_volumes.chain(in_objects).collect::<Option<Vec<_>>>()?;
    let all = names.iter().all(|name| name.as_str().to_ascii_uppercase().starts_with("EICAR"));
    // A list that was cut may hide another threat.
    if names.is_empty() || !all || volumes.shortened().is_some_and(|cut| cut.value) {
        return None;
    }
    answer(
        Harmless(Moderate),
        say(Text::new(
            "The scanner named nothing but {names}: the harmless file that antivirus products agreed on for tests.",
            "スキャンで特定されたのは {names} だけです。これはウイルス対策製品の動作確認に使われる無害なファイルです。",
        ))
        .with("names", names)
        .inferred(),
        Text::new(
            "Nobody having tested the scan, or a second file beside it: somebody then tries what is noticed.",
            "スキャンのテストを行った人がいない場合や、ほかのファイルもある場合。検知されるかどうかを誰かが試している可能性があります。",
        ),
    )
}
