//! What reports and copies say of themselves.
#![allow(missing_docs)]

use super::Text;

pub const TITLE: Text = Text::new("GuardDuty findings: report", "GuardDuty 検出結果レポート");
pub const MADE_BY: Text = Text::new(
    "Explained by Finding Lens {version}, catalogue of {date}. Times are UTC.",
    "Finding Lens {version} (カタログ {date} 時点) による説明です。時刻は UTC です。",
);
pub const BASIS: Text = Text::new(
    "Each statement says what it rests on: observed in the JSON, inferred by GuardDuty, not to be known from the finding, or general knowledge. Places are JSON pointers into the finding.",
    "各記述には根拠の種類を付けています: JSON から読み取った事実、GuardDuty の推定、検出結果からは分からないこと、一般知識。場所は検出結果内の JSON ポインターです。",
);
pub const REDACTED: Text = Text::new(
    "Redacted: {classes}. Stand-ins are consistent in this report; the same stand-in is the same value.",
    "次の分類を置き換えています: {classes}。置き換えはこのレポート内で一貫しており、同じ表記は同じ値です。",
);
pub const SUMMARY: Text = Text::new("Summary", "概要");
pub const FINDINGS: Text = Text::new("Findings", "検出結果");
pub const SEVERITY: Text = Text::new("Severity", "重要度");
pub const COUNT: Text = Text::new("Count", "カウント");
pub const NUMBER: Text = Text::new("Number", "件数");
pub const TYPE: Text = Text::new("Finding type", "検出結果タイプ");
pub const RESOURCE: Text = Text::new("Resource", "リソース");
pub const ACCOUNTS: Text = Text::new("Accounts", "アカウント");
pub const REGIONS: Text = Text::new("Regions", "リージョン");
pub const FIRST: Text = Text::new("First seen", "最初の観測");
pub const LAST: Text = Text::new("Last seen", "最後の観測");
pub const SAMPLES: Text = Text::new("Sample findings", "サンプルの検出結果");
pub const ARCHIVED: Text = Text::new("Archived", "アーカイブ済み");
pub const NO_SEVERITY: Text = Text::new("No severity", "重要度なし");
pub const VERDICT: Text = Text::new("Verdict and notes", "判定とメモ");
pub const NO_VERDICT: Text = Text::new("None yet", "未判定");
pub const NOTED_AT: Text = Text::new("Noted", "記録日時");
pub const TIMELINE: Text = Text::new("Timeline", "タイムライン");
pub const BY_SEVERITY: Text = Text::new("Findings by severity", "重要度別の検出結果");
pub const OPEN: Text = Text::new("Open questions", "未解決の確認事項");
pub const ASKED_BY: Text = Text::new("Asked by", "該当する検出結果");
pub const KEPT: Text = Text::new("Evidence kept", "保全した証拠");
pub const SOURCE: Text = Text::new("Source", "ファイル");
pub const BYTES: Text = Text::new("Bytes", "バイト数");
pub const CUSTODIAN: Text = Text::new("Custodian", "保管者");
pub const ACTIONS: Text = Text::new("Actions taken", "実施した対応");
pub const AT: Text = Text::new("Time (UTC)", "時刻 (UTC)");
pub const ACTION: Text = Text::new("Action", "対応");
pub const BY: Text = Text::new("By", "実施者");
pub const RESULT: Text = Text::new("Result", "結果");
pub const NEXT_OWNER: Text = Text::new("Next owner", "次の担当者");
pub const APPENDIX: Text = Text::new("Appendix: original JSON", "付録: 元の JSON");
pub const APPENDIX_REDACTED: Text = Text::new("Appendix: JSON, redacted", "付録: JSON (置き換え済み)");
pub const FACT: Text = Text::new("Fact", "項目");
pub const VALUE: Text = Text::new("Value", "値");
pub const EVIDENCE: Text = Text::new("Evidence", "根拠");
pub const MORE: Text = Text::new("and {n} more", "ほか {n} 件");
pub const FILL_IN: Text = Text::new("To be filled in.", "記入欄です。");
