//! What could not be read, or was read leniently: where, what is wrong, what to do.

use super::SourceId;
use crate::i18n::{Lang, Text, is_hidden};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A problem with the input.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Problem {
    /// What kind.
    pub code: Code,
    /// Whether something was lost.
    pub severity: Severity,
    /// In which source.
    pub source: SourceId,
    /// At which byte, after inflating and decoding, from zero.
    pub offset: u64,
    /// On which line, from one.
    pub line: u64,
    /// At which character of the line, from one.
    pub column: u64,
    /// The text there, at most 80 characters, control characters made visible.
    pub excerpt: String,
    /// The values that the words about it name.
    pub values: Vec<(Cow<'static, str>, String)>,
}

/// Whether something was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Something could not be read.
    Error,
    /// All was read, though the input is not as it should be.
    Notice,
}

/// The kinds of problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Code {
    Empty,
    NotJson,
    Binary,
    Zip,
    Html,
    PythonDict,
    TruncatedLine,
    TruncatedDocument,
    TruncatedGzip,
    TruncatedTrailer,
    BadCrc,
    BadGzip,
    TooDeep,
    InvalidUtf8,
    Comment,
    TrailingComma,
    DuplicateKey,
    WithoutType,
    NoFinding,
    Malformed,
    Unreadable,
}

impl Code {
    /// Every kind.
    pub const ALL: [Code; 21] = [
        Code::Empty,
        Code::NotJson,
        Code::Binary,
        Code::Zip,
        Code::Html,
        Code::PythonDict,
        Code::TruncatedLine,
        Code::TruncatedDocument,
        Code::TruncatedGzip,
        Code::TruncatedTrailer,
        Code::BadCrc,
        Code::BadGzip,
        Code::TooDeep,
        Code::InvalidUtf8,
        Code::Comment,
        Code::TrailingComma,
        Code::DuplicateKey,
        Code::WithoutType,
        Code::NoFinding,
        Code::Malformed,
        Code::Unreadable,
    ];

    /// The stable name.
    pub const fn id(self) -> &'static str {
        match self {
            Code::Empty => "empty",
            Code::NotJson => "not-json",
            Code::Binary => "binary",
            Code::Zip => "zip",
            Code::Html => "html",
            Code::PythonDict => "python-dict",
            Code::TruncatedLine => "truncated-line",
            Code::TruncatedDocument => "truncated-document",
            Code::TruncatedGzip => "truncated-gzip",
            Code::TruncatedTrailer => "truncated-gzip-trailer",
            Code::BadCrc => "bad-gzip-checksum",
            Code::BadGzip => "bad-gzip",
            Code::TooDeep => "too-deep",
            Code::InvalidUtf8 => "invalid-utf-8",
            Code::Comment => "comment",
            Code::TrailingComma => "trailing-comma",
            Code::DuplicateKey => "duplicate-key",
            Code::WithoutType => "finding-without-type",
            Code::NoFinding => "no-finding",
            Code::Malformed => "malformed-json",
            Code::Unreadable => "unreadable",
        }
    }

    /// Whether something is lost by it.
    pub const fn severity(self) -> Severity {
        match self {
            Code::InvalidUtf8 | Code::Comment | Code::TrailingComma | Code::DuplicateKey => Severity::Notice,
            _ => Severity::Error,
        }
    }

    /// What is wrong, and what to do.
    pub(super) const fn texts(self) -> (Text, Text) {
        match self {
            Code::Unreadable => (
                Text::new(
                    "Reading stopped here: the browser could not go on. What was read before is loaded.",
                    "ブラウザーが読み取りを続けられず、ここで止まりました。ここまでの内容は読み込み済みです。",
                ),
                Text::new(
                    "Load it again. A file that was changed or moved since has to be chosen anew; a very large one can be split.",
                    "もう一度読み込んでください。変更または移動したファイルは選び直し、非常に大きいファイルは分割してください。",
                ),
            ),
            Code::Empty => (
                Text::new("There is nothing in it.", "中身がありません。"),
                Text::new(
                    "Check that the download or copy finished.",
                    "ダウンロードやコピーが完了しているか確認してください。",
                ),
            ),
            Code::NotJson => (
                Text::new("No JSON was found in it.", "JSON が見つかりませんでした。"),
                Text::new(
                    "Paste the finding's JSON: in the console, open the finding and choose its ID; with the CLI, use --output json.",
                    "検出結果の JSON を貼り付けてください。コンソールでは検出結果を開いて ID を選択し、CLI では --output json を指定します。",
                ),
            ),
            Code::Binary => (
                Text::new(
                    "It is binary data, neither text nor gzip.",
                    "テキストでも gzip でもないバイナリデータです。",
                ),
                Text::new(
                    "Unpack or export it as JSON first.",
                    "先に展開するか、JSON でエクスポートしてください。",
                ),
            ),
            Code::Zip => (
                Text::new("It is a ZIP archive.", "ZIP アーカイブです。"),
                Text::new("Unpack it and drop the folder.", "展開して、フォルダーごとドロップしてください。"),
            ),
            Code::Html => (
                Text::new(
                    "It is a web page, not JSON: often a login page saved in place of a download.",
                    "JSON ではなく Web ページです。ダウンロードの代わりにログインページが保存されることがよくあります。",
                ),
                Text::new(
                    "Sign in and download it again.",
                    "サインインして、もう一度ダウンロードしてください。",
                ),
            ),
            Code::PythonDict => (
                Text::new(
                    "It is a Python dict as print() writes it, not JSON (single quotes, True, None).",
                    "JSON ではなく、print() で出力された Python の dict です (単一引用符、True、None)。",
                ),
                Text::new(
                    "Write it with json.dumps(finding, default=str).",
                    "json.dumps(finding, default=str) で出力してください。",
                ),
            ),
            Code::TruncatedLine => (
                Text::new(
                    "The last line breaks off. The lines before it were read.",
                    "最後の行が途中で切れています。それ以前の行は読み取りました。",
                ),
                Text::new(
                    "Fetch the file again, or the line from its source.",
                    "ファイルを再取得するか、元の場所からその行を取得してください。",
                ),
            ),
            Code::TruncatedDocument => (
                Text::new("The JSON breaks off before its end.", "JSON が途中で切れています。"),
                Text::new(
                    "Copy or fetch the whole of it; chat and log viewers often cut long messages.",
                    "全体をコピーまたは再取得してください。チャットやログの画面では、長いメッセージが切られることがよくあります。",
                ),
            ),
            Code::TruncatedGzip => (
                Text::new(
                    "The gzip data breaks off. What came before was read.",
                    "gzip データが途中で切れています。それ以前の部分は読み取りました。",
                ),
                Text::new("Fetch the file again.", "ファイルを再取得してください。"),
            ),
            Code::TruncatedTrailer => (
                Text::new(
                    "The gzip data lacks its last bytes (checksum and length). All content was read, but it could not be verified.",
                    "gzip データの末尾 (チェックサムと長さ) が欠けています。内容はすべて読み取りましたが、検証できませんでした。",
                ),
                Text::new("Fetch the file again to be sure.", "念のため、ファイルを再取得してください。"),
            ),
            Code::BadCrc => (
                Text::new(
                    "The gzip checksum does not fit: the content was damaged on its way.",
                    "gzip のチェックサムが一致しません。内容が破損しています。",
                ),
                Text::new(
                    "Do not rely on it; fetch the file again.",
                    "この内容は信頼せず、ファイルを再取得してください。",
                ),
            ),
            Code::BadGzip => (
                Text::new(
                    "The gzip data is damaged here. What came before was read.",
                    "gzip データがここで破損しています。それ以前の部分は読み取りました。",
                ),
                Text::new("Fetch the file again.", "ファイルを再取得してください。"),
            ),
            Code::TooDeep => (
                Text::new(
                    "Values are nested more than {limit} deep. No finding is.",
                    "値の入れ子が {limit} 段を超えています。検出結果ではあり得ない深さです。",
                ),
                Text::new("Find out who made this input.", "この入力の作成元を確認してください。"),
            ),
            Code::InvalidUtf8 => (
                Text::new(
                    "Some bytes are not UTF-8; they are shown as U+FFFD.",
                    "UTF-8 ではないバイトがあります。U+FFFD として表示します。",
                ),
                Text::new(
                    "Compare with the original where the exact bytes matter.",
                    "正確なバイト列が必要な場合は、元のデータと照合してください。",
                ),
            ),
            Code::Comment => (
                Text::new(
                    "It holds comments, which JSON does not have. They were read past.",
                    "JSON にはないコメントが含まれています。読み飛ばしました。",
                ),
                Text::new("Nothing needs to be done.", "対応は不要です。"),
            ),
            Code::TrailingComma => (
                Text::new(
                    "A comma stands before a closing bracket. It was read past.",
                    "閉じ括弧の前にカンマがあります。読み飛ばしました。",
                ),
                Text::new("Nothing needs to be done.", "対応は不要です。"),
            ),
            Code::DuplicateKey => (
                Text::new(
                    "An object has the same key twice. Both are shown; the last one counts.",
                    "オブジェクトに同じキーが 2 つあります。両方を表示し、最後の値を採用します。",
                ),
                Text::new(
                    "Look at both: GuardDuty never writes a key twice.",
                    "両方を確認してください。GuardDuty が同じキーを 2 回書くことはありません。",
                ),
            ),
            Code::WithoutType => (
                Text::new(
                    "It looks like a part of a finding, but it has no type.",
                    "検出結果の一部のようですが、タイプがありません。",
                ),
                Text::new("Paste the whole finding.", "検出結果全体を貼り付けてください。"),
            ),
            Code::NoFinding => (
                Text::new(
                    "It is JSON ({count} {count|value|values}), but no GuardDuty finding was found in it.",
                    "JSON ですが ({count} 個の値)、GuardDuty の検出結果は見つかりませんでした。",
                ),
                Text::new(
                    "Check what was exported. A finding has type, severity, resource and service.",
                    "エクスポート内容を確認してください。検出結果には type、severity、resource、service があります。",
                ),
            ),
            Code::Malformed => (
                Text::new(
                    "The JSON is malformed here. What stands outside was read.",
                    "JSON の形式がここで崩れています。それ以外の部分は読み取りました。",
                ),
                Text::new(
                    "Look at the excerpt; the JSON may have been edited by hand.",
                    "抜粋を確認してください。手作業で編集された可能性があります。",
                ),
            ),
        }
    }
}

impl Problem {
    /// Reading could not go on behind a byte of the source as it is stored.
    pub fn unreadable(source: SourceId, offset: u64) -> Problem {
        Problem {
            code: Code::Unreadable,
            severity: Code::Unreadable.severity(),
            source,
            offset,
            line: 1,
            column: 1,
            excerpt: String::new(),
            values: Vec::new(),
        }
    }

    /// What is wrong.
    pub fn message(&self, lang: Lang) -> String {
        self.fill(self.code.texts().0, lang)
    }

    /// What to do.
    pub fn remedy(&self, lang: Lang) -> String {
        self.fill(self.code.texts().1, lang)
    }

    fn fill(&self, text: Text, lang: Lang) -> String {
        let values: Vec<_> =
            self.values.iter().map(|(name, value)| (name.as_ref(), value.as_str())).collect();
        text.fill(lang, &values)
    }
}

/// The first characters of a text on one line, with characters that would not show, or would turn the line around, made
/// visible.
pub(super) fn excerpt(text: &str) -> String {
    text.chars()
        .take(80)
        .map(|c| match c {
            '\n' | '\r' | '\t' => ' ',
            c if is_hidden(c) => '\u{FFFD}',
            c => c,
        })
        .collect()
}
