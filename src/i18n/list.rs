//! The words of the Findings page and of loading.
#![allow(missing_docs)]

use super::Text;

/// While inputs are read.
pub mod loading {
    use super::Text;
    pub const TITLE: Text = Text::new("Reading", "読み取り中");
    pub const BYTES: Text = Text::new("{done} of {total}", "{total} 中 {done}");
    pub const FINDINGS: Text = Text::new("{n} {n|finding|findings}", "検出結果 {n} 件");
    pub const FILES: Text =
        Text::new("{done} of {total} {total|file|files}", "{total} ファイル中 {done} ファイル");
    pub const RATE: Text = Text::new("{size}/s", "{size}/秒");
    pub const LEFT: Text = Text::new("about {time} left", "残り約 {time}");
    pub const CANCEL: Text = Text::new("Stop, and keep what was read", "中止 (読み取った分は残す)");
    pub const CANCELLED: Text = Text::new(
        "Stopped. What was read until then is loaded.",
        "中止しました。それまでに読み取った分は読み込み済みです。",
    );
}
