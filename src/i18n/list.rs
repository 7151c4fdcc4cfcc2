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

/// The Findings page.
pub mod findings {
    use super::Text;
    pub const QUERY: Text = Text::new(
        "Filter: words, or field:value such as severity>=7",
        "絞り込み: 語句、または severity>=7 のような field:value",
    );
    pub const HELP: Text = Text::new("How to write a filter", "絞り込みの書き方");
    pub const HELP_WORDS: Text = Text::new(
        "Words are looked for in type, title, resource, names, addresses and IDs. Terms beside each other must all hold; OR, NOT (or -) and brackets combine them. A field takes lists (region:us-east-1,eu-west-1), wildcards (type:Recon:*), comparisons (count>10), ranges (severity:4..6.9; ip:198.51.100.0/24), and times: 2026-10-01, or -7d before the newest update that is loaded.",
        "語句はタイプ、タイトル、リソース、名前、アドレス、ID から検索します。並べた条件はすべて満たす必要があり、OR、NOT (または -)、括弧で組み合わせます。フィールドには、リスト (region:us-east-1,eu-west-1)、ワイルドカード (type:Recon:*)、比較 (count>10)、範囲 (severity:4..6.9、ip:198.51.100.0/24)、時刻 (2026-10-01、または読み込んだ最新の更新から遡る -7d) を指定できます。",
    );
    pub const FIELD: Text = Text::new("Field", "フィールド");
    pub const HOLDS: Text = Text::new("What it holds", "内容");
    pub const EXAMPLE: Text = Text::new("Example", "例");
    pub const SUGGESTIONS: Text = Text::new("Suggestions", "候補");
    pub const EVERYTHING: Text = Text::new("Show all", "すべて表示");
    pub const SHOW: Text = Text::new("Show", "表示");
    pub const ROWS: Text = Text::new("Findings", "検出結果");
    pub const GROUPS: Text = Text::new("Grouped by {field}", "{field} ごと");
    pub const ORGANISATION: Text = Text::new("Accounts by Regions", "アカウント × リージョン");
    pub const COLUMNS: Text = Text::new("Columns", "列");
    pub const SAVE: Text = Text::new("Save the list", "一覧を保存");
    pub const REPORT: Text = Text::new("Report, hand over", "レポート・引き渡し");
    pub const SAVE_LINES: Text =
        Text::new("Findings as they came (JSON Lines)", "検出結果 (受け取ったまま、JSON Lines)");
    pub const SAVE_CSV: Text = Text::new("Table (CSV)", "表 (CSV)");
    pub const SAVE_MARKDOWN: Text = Text::new("Table (Markdown)", "表 (Markdown)");
    pub const SAVE_MARKS: Text = Text::new("Verdicts and notes", "判定とメモ");
    pub const LOAD_MARKS: Text = Text::new("Load verdicts", "判定を読み込む");
    pub const FACETS: Text = Text::new("Narrow down", "条件で絞り込む");
    pub const FACET_HINT: Text = Text::new(
        "Click to keep a value, Alt-click or - to leave it out.",
        "クリックで選択、Alt+クリックまたは - で除外します。",
    );
    pub const NONE: Text = Text::new("(none)", "(なし)");
    pub const MORE: Text = Text::new("{n} in all", "全 {n} 種類");
    pub const FEWER: Text = Text::new("Fewer", "少なく表示");
    pub const LEFT_OUT: Text = Text::new("left out", "除外中");
    pub const OVER_TIME: Text = Text::new("Severity over time", "重要度の時間推移");
    pub const AS_TABLE: Text = Text::new("Severity over time as a table", "時間推移を表で見る");
    pub const PERIOD: Text = Text::new("From", "開始");
    pub const ONLY: Text = Text::new("Only this", "この期間のみ");
    pub const WHOLE: Text = Text::new("All times", "全期間");
    pub const SPAN: Text = Text::new("{from} to {to}", "{from} から {to}");
    pub const TOTAL: Text = Text::new("Total", "計");
    pub const UNTIMED: Text = Text::new("{n} without a time", "時刻なし {n} 件");
    pub const VALUE: Text = Text::new("Value", "値");
    pub const WORST: Text = Text::new("Worst", "最大の重要度");
    pub const FIRST: Text = Text::new("First seen", "最初の観測");
    pub const LAST: Text = Text::new("Last updated", "最後の更新");
    pub const MORE_GROUPS: Text = Text::new("{n} more are not shown.", "ほか {n} 件は表示していません。");
    pub const CHOSEN: Text = Text::new("{n} selected", "{n} 件選択中");
    pub const CHOOSE: Text = Text::new("Select", "選択");
    pub const CHOOSE_NONE: Text = Text::new("Select none", "選択を解除");
    pub const MARK_HERE: Text = Text::new("Verdict", "判定");
    pub const MARK_MANY: Text = Text::new("Verdict on {n} selected", "選択した {n} 件の判定");
    pub const NO_VERDICT: Text = Text::new("None", "なし");
    pub const REASON: Text = Text::new("Reason", "理由");
    pub const CONFIRMED: Text = Text::new("Confirmed by", "確認者");
    pub const NOTE: Text = Text::new("Note", "メモ");
    pub const KEEP: Text = Text::new("Keep reason and note", "理由とメモを記録");
    pub const MEMORY: Text = Text::new(
        "Verdicts and notes are held in memory only. Save them before you close the page.",
        "判定とメモはメモリにのみ保持します。ページを閉じる前に保存してください。",
    );
    pub const OPEN: Text = Text::new("Open", "開く");
    pub const PREVIEW: Text = Text::new("Preview", "プレビュー");
    pub const PICK: Text = Text::new(
        "Arrows move, Space selects, Enter opens, 1 to 4 give a verdict.",
        "矢印キーで移動、スペースで選択、Enter で開き、1 から 4 で判定します。",
    );
    pub const SORT_HINT: Text = Text::new("Shift-click: a further key", "Shift+クリック: 並べ替えキーを追加");
}
