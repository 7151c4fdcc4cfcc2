//! The hash of nothing.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "unreadable-hash",
    label: Text::new("Does the hash name the file?", "ハッシュはファイルを示しているか"),
    evaluate,
};

/// SHA-256 of no bytes: what GuardDuty writes where it could not compute a file's hash.
const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let service = case.service();
    let scan = service.malware_scan_details();
    let volumes = service.ebs_volume_scan_details().scan_detections().threat_detected_by_name();
    let files = volumes.threat_names().flat_map(|threat| threat.file_paths().filter_map(|file| file.hash()));
    let details = scan.threats().flat_map(|threat| threat.item_details().filter_map(|item| item.hash()));
    let items = scan.threats().filter_map(|threat| threat.hash()).chain(details);
    let process = service.runtime_details().process().executable_sha256();
    let hash = files.chain(items).chain(process).find(|hash| hash.as_str().eq_ignore_ascii_case(EMPTY))?;
    answer(
        Neither,
        say(Text::new(
            "{hash} is the hash of an empty file: GuardDuty could not compute the real one. A clean result for it in a reputation service means nothing.",
            "{hash} は空のファイルのハッシュで、GuardDuty が本来の値を計算できなかったことを示します。評判サービスで問題なしと出ても意味はありません。",
        ))
        .with("hash", hash)
        .observed(),
        Text::new(
            "The hash computed on the file itself.",
            "ファイル自体からハッシュを計算した場合。",
        ),
    )
}
