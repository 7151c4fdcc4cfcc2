//! What the page says of itself: labels, hints, headings. Grouped as the page is.
#![allow(missing_docs)]

use super::Text;

/// The name of the product. Not translated.
pub const NAME: &str = "Finding Lens";

/// The header and what stands on every page.
pub mod frame {
    use super::Text;
    pub const START: Text = Text::new("Start", "開始");
    pub const FINDINGS: Text = Text::new("Findings", "検出結果");
    pub const LEARN: Text = Text::new("Learn", "学ぶ");
    pub const SKIP: Text = Text::new("Skip to the content", "本文へ移動");
    pub const PAGES: Text = Text::new("Pages", "ページ");
    pub const LANGUAGE: Text = Text::new("Language", "言語");
    pub const THEME: Text = Text::new("Theme", "テーマ");
    pub const THEME_SYSTEM: Text = Text::new("System", "システム");
    pub const THEME_LIGHT: Text = Text::new("Light", "ライト");
    pub const THEME_DARK: Text = Text::new("Dark", "ダーク");
    pub const CLOCK_UTC: Text = Text::same("UTC");
    pub const CLOCK_LOCAL: Text = Text::new("Local time", "現地時刻");
    pub const CLOCK: Text = Text::new("Times shown in", "時刻の表示");
    pub const KEYS: Text = Text::new("Keys", "キー操作");
    pub const PRIVACY: Text = Text::new("Privacy", "プライバシー");
    pub const CLOSE: Text = Text::new("Close", "閉じる");
    pub const WORKING: Text = Text::new("Reading…", "読み込み中…");
    pub const NEW: Text = Text::new("Clear and start over", "クリアして最初から");
    pub const COPIED: Text = Text::new("Copied", "コピーしました");
    pub const NOT_COPIED: Text =
        Text::new("The browser did not allow copying", "ブラウザーがコピーを許可しませんでした");
}

/// The Start page.
pub mod start {
    use super::Text;
    pub const TITLE: Text = Text::new("Read a GuardDuty finding", "GuardDuty の検出結果を読み解く");
    pub const LEAD: Text = Text::new(
        "What happened, on what evidence, what cannot be known, and what to do next. Every field of the JSON explained.",
        "何が起きたか、その根拠、分からないこと、次に行うこと。JSON のすべてのフィールドを説明します。",
    );
    pub const DROP: Text = Text::new(
        "Drop files here, or paste anywhere on this page",
        "ファイルをドロップするか、このページのどこにでも貼り付けてください",
    );
    pub const FORMS: Text = Text::new(
        "Any form: console or CLI JSON, EventBridge, SNS, SQS, S3 export (.jsonl.gz), CloudWatch Logs, Security Hub (ASFF, OCSF), or a chat message around it.",
        "どの形式でも読めます: コンソールや CLI の JSON、EventBridge、SNS、SQS、S3 エクスポート (.jsonl.gz)、CloudWatch Logs、Security Hub (ASFF、OCSF)、チャットのメッセージ。",
    );
    pub const PASTE_LABEL: Text = Text::new("Finding JSON", "検出結果の JSON");
    pub const PASTE_HINT: Text = Text::new("Paste here", "ここに貼り付け");
    pub const READ: Text = Text::new("Read it", "読み解く");
    pub const FILES: Text = Text::new("Choose files", "ファイルを選択");
    pub const FOLDER: Text = Text::new("Choose a folder", "フォルダーを選択");
    pub const SAMPLES: Text = Text::new("Or look at a sample", "サンプルを見る");
    pub const SAMPLES_NOTE: Text = Text::new(
        "Written for this page and marked as samples. Nothing in them happened.",
        "このページのために作成し、サンプルの印を付けたものです。実際の出来事ではありません。",
    );
    pub const SAMPLES_LOADING: Text =
        Text::new("The samples are still loading.", "サンプルを読み込んでいます。");
    pub const ALL_SAMPLES: Text = Text::new("Open all {n} samples", "{n} 件すべてのサンプルを開く");
    /// What the samples of the Start page show: one of each family.
    pub const GALLERY: [(&str, Text); 12] = [
        (
            "UnauthorizedAccess:EC2/SSHBruteForce",
            Text::new("Password guessing against SSH", "SSH へのパスワード推測"),
        ),
        (
            "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS",
            Text::new(
                "An instance's credentials used outside of AWS",
                "インスタンスの認証情報が AWS の外で使用",
            ),
        ),
        (
            "CredentialAccess:IAMUser/AnomalousBehavior",
            Text::new("Unusual API calls of a principal", "プリンシパルの通常と異なる API 呼び出し"),
        ),
        (
            "AttackSequence:IAM/CompromisedCredentials",
            Text::new("An attack in several steps", "複数の段階からなる攻撃"),
        ),
        (
            "Execution:Runtime/ReverseShell",
            Text::new("A process that opened a reverse shell", "リバースシェルを開いたプロセス"),
        ),
        (
            "Object:S3/MaliciousFile",
            Text::new("Malware in an uploaded object", "アップロードされたオブジェクト内のマルウェア"),
        ),
        (
            "PrivilegeEscalation:Kubernetes/AnomalousBehavior.WorkloadDeployed!PrivilegedContainer",
            Text::new("A privileged container in a cluster", "クラスター内の特権コンテナ"),
        ),
        (
            "CredentialAccess:RDS/AnomalousBehavior.SuccessfulBruteForce",
            Text::new("A guessed database password", "推測されたデータベースのパスワード"),
        ),
        (
            "UnauthorizedAccess:Lambda/TorClient",
            Text::new("A function that talks to Tor", "Tor と通信する関数"),
        ),
        (
            "Exfiltration:S3/AnomalousBehavior",
            Text::new("Unusual reads from a bucket", "バケットからの通常と異なる読み取り"),
        ),
        (
            "Backdoor:EC2/C&CActivity.B!DNS",
            Text::new(
                "A look-up of a command and control domain",
                "コマンドアンドコントロールのドメインの名前解決",
            ),
        ),
        (
            "Impact:IAMUser/PromptInjection.Direct",
            Text::new("A prompt injection against a model", "モデルへのプロンプトインジェクション"),
        ),
    ];
    pub const PASTED: Text = Text::new("Pasted text", "貼り付けたテキスト");
    pub const RECOGNISED: Text = Text::new("What was read", "読み取った内容");
    pub const NOTHING: Text = Text::new("No finding was found in it.", "検出結果は見つかりませんでした。");
    pub const PROBLEMS: Text = Text::new("What could not be read", "読み取れなかった内容");
    pub const NOTICES: Text = Text::new("Notices", "お知らせ");
    pub const AT: Text =
        Text::new("{source}, line {line}, column {column}", "{source} の {line} 行 {column} 列");
}

/// What the page proves about itself.
pub mod privacy {
    use super::Text;
    pub const PROMISE: Text = Text::new(
        "What you load stays in this browser tab.",
        "読み込んだ内容がこのブラウザータブの外に出ることはありません。",
    );
    pub const CLOSED: Text = Text::new(
        "Connections closed: the browser now refuses every request of this page.",
        "接続は遮断済みです。このページからのリクエストはすべてブラウザーが拒否します。",
    );
    pub const OPEN: Text = Text::new(
        "Still loading its own parts; then all connections close.",
        "ページ自身の部品を読み込んでいます。完了するとすべての接続が遮断されます。",
    );
    pub const SHOW: Text = Text::new("See the proof", "証拠を見る");
    pub const TITLE: Text = Text::new("Nothing leaves this tab", "データは外に出ません");
    pub const REQUESTS: Text = Text::new("Requests since this page loaded", "ページ読み込み後のリクエスト");
    pub const REQUESTS_NOTE: Text = Text::new(
        "The page's own parts, from the place it was loaded from. No request was made after them.",
        "このページ自身の部品です。これより後のリクエストはありません。",
    );
    pub const SINCE: Text =
        Text::new("Requests since the connections closed: {n}", "接続遮断後のリクエスト: {n} 件");
    pub const BLOCKED: Text =
        Text::new("Attempts that the policy blocked: {n}", "ポリシーが拒否した試行: {n} 件");
    pub const POLICY: Text = Text::new("The policies in force", "有効なポリシー");
    pub const LIMITS: Text = Text::new("What a policy cannot stop", "ポリシーでは防げないこと");
    pub const LIMITS_TEXT: Text = Text::new(
        "Following a link to another page; WebRTC; the browser's own translation and cloud spell check; extensions; the clipboard history of the system. Findings on this page are marked not to be translated or spell-checked.",
        "リンクをたどって別のページへ移動すること、WebRTC、ブラウザーの翻訳機能やクラウドのスペルチェック、拡張機能、OS のクリップボード履歴。検出結果の表示部分は、翻訳とスペルチェックの対象外にしています。",
    );
    pub const STORED: Text = Text::new(
        "Stored in this browser: language, theme and clock. Nothing of a finding.",
        "このブラウザーに保存するのは言語、テーマ、時刻表示の設定だけです。検出結果の内容は保存しません。",
    );
}

/// The Finding page.
pub mod finding {
    use super::Text;
    pub const SEVERITY: Text = Text::new("Severity", "重要度");
    pub const RAW: Text = Text::new("Raw finding", "元の JSON");
    pub const CATALOGUE: Text = Text::new("About this type", "このタイプについて");
    pub const REFERENCES: Text = Text::new("References", "参考資料");
    pub const CAME_AS: Text = Text::new("Came as", "形式");
    pub const SAMPLE: Text = Text::new("Sample finding", "サンプルの検出結果");
    pub const LEGEND: Text = Text::new("How statements are marked", "記述の印の意味");
    pub const PREVIOUS: Text = Text::new("Previous finding", "前の検出結果");
    pub const NEXT: Text = Text::new("Next finding", "次の検出結果");
    pub const POSITION: Text = Text::new("{n} of {total}", "{total} 件中 {n} 件目");
    pub const GLANCE: Text = Text::new("In short", "要点");
    pub const UNDECIDED: Text = Text::new(
        "{n} more {n|question|questions} that {n|points|point} neither way",
        "どちらとも言えない確認項目 {n} 件",
    );
    pub const UNKNOWN_TYPE: Text =
        Text::new("Type not in the catalogue of {date}", "カタログ ({date} 時点) にないタイプ");
    pub const AS_TABLE: Text = Text::new("As a table", "表で見る");
    pub const FILTER: Text = Text::new("Search the JSON", "JSON を検索");
    pub const FOUND: Text = Text::new("{n} {n|row|rows}", "{n} 行");
    pub const EXPAND: Text = Text::new("Unfold all", "すべて展開");
    pub const COLLAPSE: Text = Text::new("Fold", "折りたたむ");
    pub const COPY_ALL: Text = Text::new("Copy JSON", "JSON をコピー");
    pub const COPY_VALUE: Text = Text::new("Copy value", "値をコピー");
    pub const COPY_POINTER: Text = Text::new("Copy pointer", "ポインターをコピー");
    pub const COPY_JQ: Text = Text::new("Copy jq path", "jq パスをコピー");
    pub const UNKNOWN: Text = Text::new("unknown", "不明");
    pub const UNKNOWN_FIELD: Text = Text::new(
        "This field is not in the model of {date}. It is shown as it came.",
        "このフィールドはモデル ({date} 時点) にありません。受け取ったまま表示しています。",
    );
    pub const NO_MEANING: Text =
        Text::new("No explanation for this field yet.", "このフィールドの説明はまだありません。");
    pub const FORM: Text = Text::new("Form", "形式");
    pub const USE: Text = Text::new("Use", "使い方");
    pub const TRAP: Text = Text::new("Watch out", "注意");
    pub const CITED_BY: Text = Text::new("Said of it", "関連する記述");
    pub const CUT: Text = Text::new("{n} more characters", "ほか {n} 文字");
    pub const PICK: Text = Text::new(
        "Select a row to read what it means. Select a statement to see its rows.",
        "行を選ぶと意味が、記述を選ぶと根拠の行が表示されます。",
    );
    pub const NOTHING_TO_SAY: Text =
        Text::new("Nothing to add for this finding.", "この検出結果について補足はありません。");
    pub const TURN: Text = Text::new("What would turn it", "評価が変わる条件");
    pub const CONTEXT: Text = Text::new("Your context file", "コンテキストファイル");
    pub const CONTEXT_CHOOSE: Text = Text::new("Choose a context file", "コンテキストファイルを選択");
    pub const CONTEXT_FORGET: Text = Text::new("Forget it", "破棄");
    pub const CONTEXT_ABOUT: Text = Text::new(
        "Your networks, accounts, scanners, roles and planned work, as JSON. It stays in this page's memory and is never stored.",
        "自社のネットワーク、アカウント、スキャナー、ロール、作業予定を記した JSON です。このページのメモリにのみ保持し、保存しません。",
    );
    pub const CONTEXT_REFUSED: Text = Text::new("{name} was not taken:", "{name} を読み込めませんでした:");
}

/// The steps under "What to do next".
pub mod plan {
    use super::Text;
    pub const DECIDES: Text = Text::new("What decides", "判断の決め手");
    pub const LOOK_UPS: Text = Text::new("Look-ups: they change nothing", "調査 (何も変更しません)");
    pub const CONTAINMENT: Text =
        Text::new("Containment: each changes something", "封じ込め (いずれも変更を伴います)");
    pub const LOGS: Text =
        Text::new("The logs, and what their silence means", "ログと、結果が空の場合の意味");
    pub const TYPE: Text = Text::new("For this finding type", "この検出結果タイプについて");
    pub const LANGUAGE: Text = Text::new("Commands in", "コマンドの言語");
    pub const OTHER: Text = Text::new(
        "Not to be had in {wanted}; here in {shown}.",
        "{wanted} では書けないため、{shown} で示します。",
    );
    pub const COPY: Text = Text::new("Copy", "コピー");
    pub const COPY_STEP: Text = Text::new("Copy the commands: {step}", "コマンドをコピー: {step}");
    pub const SCRIPT: Text = Text::new("Copy all as a script", "すべてスクリプトとしてコピー");
    pub const SCRIPT_NOTE: Text =
        Text::new("Containment is commented out in it.", "封じ込めはコメントアウトされています。");
    pub const DETAILS: Text = Text::new("Command, place, permission, log", "コマンド、実行場所、権限、ログ");
    pub const DETAILS_CONTAIN: Text = Text::new(
        "Command, blast radius, undo, evidence lost",
        "コマンド、影響範囲、元に戻す方法、失われる証拠",
    );
    pub const BY_HAND: Text = Text::new("By hand", "手作業");
    pub const MORE: Text = Text::new("{n} more {n|step|steps}", "ほか {n} 件の手順");
    pub const LEFT_OUT: Text = Text::new("Left out", "省いたもの");
    pub const SETTLED: Text = Text::new("Settled by", "確認先");
    pub const LOOK_UP: Text = Text::new("look-up {n}: {title}", "調査 {n}: {title}");
}

/// What changed between two versions of a finding.
pub mod changes {
    use super::Text;
    pub const TITLE: Text = Text::new("What changed since the version before", "前の版からの変更点");
    pub const TWO: Text = Text::new("How the two chosen findings differ", "選択した 2 件の違い");
    pub const CHANGE: Text = Text::new("Change", "変更");
    pub const FIELD: Text = Text::new("Field", "フィールド");
    pub const BEFORE: Text = Text::new("Before", "変更前");
    pub const AFTER: Text = Text::new("After", "変更後");
    pub const MEANS: Text = Text::new("What it means", "意味");
}

/// Copy or save.
pub mod share {
    use super::Text;
    pub const TITLE: Text = Text::new("Copy or save", "コピーまたは保存");
    pub const SCOPE: Text = Text::new("Which findings", "対象の検出結果");
    pub const THIS: Text = Text::new("This finding", "この検出結果");
    pub const CHOSEN: Text = Text::new("The {n} selected", "選択した {n} 件");
    pub const SHOWN: Text = Text::new("The {n} that the list shows", "一覧に表示中の {n} 件");
    pub const ALL: Text = Text::new("All {n} {n|finding|findings}", "{n} 件すべて");
    pub const TAKE_OUT: Text = Text::new("Take out first", "先に置き換える値");
    pub const NONE: Text = Text::new("Nothing", "なし");
    pub const USUAL: Text = Text::new("What names you", "自組織を特定できる値");
    pub const EVERYTHING: Text = Text::new("Everything", "すべて");
    pub const NOTHING: Text = Text::new(
        "Nothing is taken out: what you copy or save holds every value.",
        "置き換えは行いません。コピーや保存にはすべての値が含まれます。",
    );
    pub const TAKEN: Text = Text::new(
        "{n} {n|value|values} will be replaced by stand-ins, the same one everywhere. What is loaded stays as it is.",
        "{n} 個の値を置き換えます。同じ値は常に同じ表記になります。読み込んだ内容は変わりません。",
    );
    pub const EXPLANATION: Text = Text::new("Explanation", "説明");
    pub const JSON: Text = Text::same("JSON");
    pub const INDICATORS: Text = Text::new("Indicators", "インジケーター");
    pub const REPORT: Text = Text::new("Report", "レポート");
    pub const MARKDOWN: Text = Text::same("Markdown");
    pub const TEXT: Text = Text::new("Plain text", "プレーンテキスト");
    pub const ORIGINAL: Text = Text::new("As it came", "受け取ったまま");
    pub const PRETTY: Text = Text::new("With line breaks", "整形済み");
    pub const RAW: Text = Text::new("As they are", "そのまま");
    pub const DEFANGED: Text = Text::new("Defanged (hxxp, [.])", "無害化済み (hxxp、[.])");
    pub const CSV: Text = Text::new("CSV with places", "CSV (場所付き)");
    pub const HTML: Text = Text::new("HTML, to read and print", "HTML (閲覧・印刷用)");
    pub const KEY: Text = Text::new(
        "Turns the stand-ins back. It holds every value: keep it apart.",
        "置き換えた値を元に戻すファイルです。すべての値を含むため、別に保管してください。",
    );
    pub const KEY_TITLE: Text = Text::new("Key file", "キーファイル");
    pub const COPY: Text = Text::new("Copy", "コピー");
    pub const SAVE: Text = Text::new("Save", "保存");
    pub const SAVED: Text = Text::new("Handed to the browser to save", "ブラウザーに保存を依頼しました");
    pub const NOT_SAVED: Text =
        Text::new("The browser did not allow saving", "ブラウザーが保存を許可しませんでした");
    pub const STAYS: Text = Text::new("What still stays", "置き換え後も残るもの");
    pub const WORDS: Text = Text::new(
        "Words that stay and look like names. Read them before sharing.",
        "名前のように見える、残る語です。共有する前に確認してください。",
    );
}

/// Handing over, and what was handed over.
pub mod handoff {
    use super::Text;
    pub const FILE: Text = Text::new("Hand-off file", "引き渡しファイル");
    pub const FILE_ABOUT: Text = Text::new(
        "One HTML file that is this page with the findings, verdicts and notes in it. It opens by double click, without a network, and can be dropped on this page.",
        "検出結果、判定、メモを含むこのページ全体を、1 つの HTML ファイルにします。ネットワークなしでダブルクリックで開き、このページにドロップして読み込むこともできます。",
    );
    pub const SAVE_FILE: Text = Text::new("Save as one file", "1 つのファイルとして保存");
    pub const LINK: Text = Text::new("Link to this finding", "この検出結果へのリンク");
    pub const LINK_WHOLE: Text = Text::new(
        "Leave every value in (else what names you is replaced)",
        "すべての値を残す (既定では自組織を特定できる値を置き換えます)",
    );
    pub const MAKE_LINK: Text = Text::new("Make a link", "リンクを作成");
    pub const LINK_FROM_DISK: Text = Text::new(
        "This page was opened from disk, where no link of it leads anyone else. Save one file instead.",
        "このページはディスクから開かれているため、他の人が開けるリンクを作成できません。1 つのファイルとして保存してください。",
    );
    pub const HOLDS_STAND_INS: Text = Text::new(
        "The link holds the finding with stand-ins, in {n} characters.",
        "リンクには、値を置き換えた検出結果そのものが含まれます ({n} 文字)。",
    );
    pub const HOLDS_ALL: Text = Text::new(
        "The link holds the whole finding with every value, in {n} characters.",
        "リンクには、すべての値を残した検出結果そのものが含まれます ({n} 文字)。",
    );
    pub const LINK_WARNING: Text = Text::new(
        "Whoever sees the link can read it; chats, mails and browser histories keep it. The page's host is not told what stands behind the #.",
        "リンクを見た人は内容を読めます。チャット、メール、ブラウザーの履歴にも残ります。# より後ろの部分は、ページのホストには送られません。",
    );
    pub const GIVEN_LINK: Text = Text::new("Link", "リンク");
    pub const GIVEN_HERE: Text = Text::new("This file", "このファイル");
    pub const SOURCES: Text = Text::new("What they had been read from", "元の入力");
}

/// Turning stand-ins back.
pub mod turn_back {
    use super::Text;
    pub const TITLE: Text = Text::new("Turn stand-ins back", "置き換えた値を元に戻す");
    pub const ABOUT: Text = Text::new(
        "Paste a text that uses stand-ins, such as an answer you got, then choose the key file that you saved with them, or drop it here.",
        "置き換え後の表記を含むテキスト (受け取った回答など) を貼り付けてから、一緒に保存したキーファイルを選択するか、ここにドロップしてください。",
    );
    pub const TEXT: Text = Text::new("Text with stand-ins", "置き換え後の表記を含むテキスト");
    pub const CHOOSE: Text = Text::new("Choose the key file", "キーファイルを選択");
    pub const BACK: Text = Text::new("The text with the values put back", "値を元に戻したテキスト");
    pub const COPY: Text = Text::new("Copy the text with its values", "値を戻したテキストをコピー");
}

/// The Findings page.
pub mod findings {
    use super::Text;
    pub const SHOWN: Text =
        Text::new("{matching} of {total} {total|finding|findings}", "{total} 件中 {matching} 件");
    pub const EMPTY: Text = Text::new(
        "Nothing is loaded. Drop a file or paste a finding.",
        "何も読み込まれていません。ファイルをドロップするか、検出結果を貼り付けてください。",
    );
    pub const NO_MATCH: Text = Text::new("No finding matches.", "一致する検出結果はありません。");
    pub const VERSIONS: Text = Text::new("{n} versions", "{n} 版");
    pub const SAMPLE: Text = Text::new("sample", "サンプル");
    pub const ARCHIVED: Text = Text::new("archived", "アーカイブ済み");
    pub const NO_TYPE: Text = Text::new("(no type)", "(タイプなし)");
}

/// The Learn pages.
pub mod learn {
    use super::Text;
    pub const OVERVIEW: Text = Text::new("How findings are made", "検出結果の構成");
    pub const WALK: Text = Text::new("Read one, step by step", "1 件を順に読む");
    pub const TYPES: Text = Text::new("Finding types", "検出結果タイプ");
    pub const FIELDS: Text = Text::new("Fields", "フィールド");
    pub const VALUES: Text = Text::new("Values", "値");
    pub const GLOSSARY: Text = Text::new("Glossary", "用語集");
    pub const CHAPTERS: Text = Text::new("Chapters", "章");
    pub const BOTH: Text = Text::new("English and Japanese side by side", "英語と日本語を並べて表示");
    pub const TYPE_STRING: Text = Text::new("The type string", "タイプ文字列");
    pub const TYPE_STRING_TEXT: Text = Text::new(
        "ThreatPurpose:Resource/Family.Mechanism!Artifact. The part before the colon says what the activity is for, the next one what it touches, then the pattern; mechanism and artifact stand only where variants have to be told apart.",
        "ThreatPurpose:Resource/Family.Mechanism!Artifact という構成です。コロンの前が脅威の目的、次が対象、続いてパターンです。検出メカニズムとアーティファクトは、種類の区別が必要な場合にのみ付きます。",
    );
    pub const SEVERITY_TEXT: Text = Text::new(
        "A number from 1.0 to 10.0. It rates the kind of activity, not what the resource is worth to you.",
        "1.0 から 10.0 の数値です。アクティビティの種類に対する評価で、リソースの重要性は考慮されません。",
    );
    pub const FILTER: Text = Text::new("Words to look for", "検索する語句");
    pub const ANY: Text = Text::new("any", "すべて");
    pub const TYPES_SHOWN: Text = Text::new(
        "{n} of {total} {total|type|types}; catalogue of {date}",
        "{total} 種類中 {n} 種類 (カタログ {date} 時点)",
    );
    pub const ENTRIES_SHOWN: Text = Text::new("{n} of {total}", "{total} 件中 {n} 件");
    pub const NONE: Text = Text::new(
        "Nothing matches. Try fewer or shorter words.",
        "一致するものがありません。語句を減らすか短くしてください。",
    );
    pub const NO_TYPE: Text = Text::new(
        "The catalogue of {date} does not have this type.",
        "このタイプはカタログ ({date} 時点) にありません。",
    );
    pub const OPEN_SAMPLE: Text = Text::new("Open its sample as a finding", "サンプルを検出結果として開く");
    pub const SAMPLE: Text = Text::new("A sample of it", "サンプル");
    pub const RELATED: Text = Text::new("Related types", "関連するタイプ");
    pub const REPLACED_BY: Text = Text::new("Replaced by", "後継のタイプ");
    pub const IN_LEARN: Text = Text::new("More in Learn", "「学ぶ」で詳しく見る");
    pub const STEP: Text = Text::new("Step {n} of {total}", "手順 {n} / {total}");
}

/// The search over the catalogue.
pub mod search {
    use super::Text;
    pub const TITLE: Text = Text::new("Look up", "調べる");
    pub const PLACEHOLDER: Text =
        Text::new("A type, a field, a value, a term", "タイプ、フィールド、値、用語");
    pub const HINT: Text = Text::new(
        "Words of either language are found. Findings are not searched here.",
        "英語でも日本語でも検索できます。読み込んだ検出結果は対象外です。",
    );
    pub const NONE: Text = Text::new("Nothing found.", "見つかりませんでした。");
}

/// The list of keys.
pub mod keys {
    use super::Text;
    pub const TITLE: Text = Text::new("Keys", "キー操作");
    pub const HELP: Text = Text::new("This list", "この一覧");
    pub const NEXT: Text = Text::new("Next, previous finding", "次・前の検出結果");
    pub const LIST: Text = Text::new("To the list of findings", "検出結果の一覧へ");
    pub const START: Text = Text::new("To the start", "開始ページへ");
    pub const LEARN: Text = Text::new("To Learn", "学ぶページへ");
    pub const SEARCH: Text = Text::new("Search or filter on the page", "ページ内の検索・絞り込み");
    pub const LOOK_UP: Text =
        Text::new("Look up a type, field, value or term", "タイプ、フィールド、値、用語を調べる");
    pub const BOTH: Text =
        Text::new("In Learn: both languages side by side", "「学ぶ」内: 英語と日本語を並べて表示");
    pub const SHARE: Text = Text::new("Copy or save", "コピーまたは保存");
    pub const CLOCK: Text = Text::new("UTC or local time", "UTC と現地時刻の切り替え");
    pub const LANGUAGE: Text = Text::new("English or Japanese", "英語と日本語の切り替え");
    pub const THEME: Text = Text::new("Light, dark or system theme", "テーマの切り替え");
    pub const COPY_STEP: Text =
        Text::new("On a finding: copy the first look-up", "検出結果ページ: 最初の調査コマンドをコピー");
    pub const JSON_MOVE: Text =
        Text::new("In the JSON: move, fold, unfold", "JSON 内: 移動、折りたたみ、展開");
    pub const JSON_COPY: Text =
        Text::new("In the JSON: copy value, pointer, jq path", "JSON 内: 値、ポインター、jq パスをコピー");
    pub const LIST_MOVE: Text = Text::new(
        "In the list: move (with Shift: select), select, open",
        "一覧内: 移動 (Shift で範囲選択)、選択、開く",
    );
    pub const LIST_JUDGE: Text =
        Text::new("In the list: verdict, take it back, note", "一覧内: 判定、取り消し、メモ");
    pub const CLOSE: Text = Text::new("Close, take back a selection", "閉じる、選択を解除");
}

/// When the page itself fails.
pub mod failure {
    use super::Text;
    pub const TITLE: Text = Text::new("Something went wrong in the page", "ページで問題が発生しました");
    pub const WAY_ON: Text = Text::new(
        "Your input never left this tab. Reload to start again; if it happens again with the same input, the version and message below help to mend it.",
        "入力内容はこのタブの外に出ていません。再読み込みして最初からお試しください。同じ入力で再発する場合は、下記のバージョンとメッセージが修正に役立ちます。",
    );
    pub const RELOAD: Text = Text::new("Reload", "再読み込み");
    pub const RESTARTED: Text = Text::new(
        "The reader stopped and was started again. Load the input once more.",
        "読み取り処理が停止したため再起動しました。もう一度読み込んでください。",
    );
}
