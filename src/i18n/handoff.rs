//! What is said of what was handed over, or cannot be.
#![allow(missing_docs)]

use super::Text;

pub const IN_FILE: Text = Text::new(
    "These findings were handed over in a file, saved at {at} by Finding Lens {version} (catalogue of {date}).",
    "これらの検出結果はファイルで引き渡されました。{at} に Finding Lens {version} (カタログ {date} 時点) で保存されています。",
);
pub const IN_LINK: Text = Text::new(
    "This finding came in the link. The address no longer holds it; the link still does, wherever it was sent.",
    "この検出結果はリンクに含まれていました。アドレスからは取り除きましたが、送られたリンク自体には残っています。",
);
pub const STAND_INS: Text = Text::new(
    "Stand-ins were put in place of: {classes}.",
    "次の分類の値は置き換えられています: {classes}。",
);
pub const SOURCE: Text = Text::new(
    "{name}: {bytes} bytes, {n} {n|finding|findings}, SHA-256 {sha256}",
    "{name}: {bytes} バイト、検出結果 {n} 件、SHA-256 {sha256}",
);
pub const AS_LOADED: Text = Text::new("No values were replaced.", "値の置き換えはありません。");
pub const NOTED: Text = Text::new(
    "Verdicts or notes came with {n} {n|finding|findings}.",
    "判定またはメモが付いた検出結果は {n} 件です。",
);
pub const DAMAGED: (Text, Text) = (
    Text::new(
        "What was handed over is cut off or was changed on its way.",
        "引き渡された内容が途中で切れているか、転送中に変更されています。",
    ),
    Text::new(
        "Ask for it again; send a file in a zip archive, and a link where nothing shortens it.",
        "もう一度送ってもらってください。ファイルは zip で圧縮し、リンクは短縮されない方法で送る必要があります。",
    ),
);
pub const LATER: (Text, Text) = (
    Text::new("It is of a form that this version does not know.", "このバージョンでは読み取れない形式です。"),
    Text::new(
        "A hand-off file opens by itself: double-click it. For a link, use a newer Finding Lens.",
        "引き渡しファイルはダブルクリックすれば単独で開けます。リンクは新しい Finding Lens で開いてください。",
    ),
);
pub const TOO_LARGE: (Text, Text) = (
    Text::new("It holds more than is read of such a thing.", "読み取れる上限を超える量が含まれています。"),
    Text::new("Ask for the findings as JSON.", "検出結果を JSON で送ってもらってください。"),
);
pub const LONG_LINK: Text = Text::new(
    "The link would have {n} characters; chats and mails cut those above {most}. Save the finding as one file instead.",
    "リンクが {n} 文字になります。{most} 文字を超えるリンクはチャットやメールで切られるため、1 つのファイルとして保存してください。",
);
pub const NO_VIEWER: Text = Text::new(
    "The page does not hold all its parts, so it cannot hand itself over. Reload it and try again.",
    "ページの部品がそろっていないため、ファイルを作成できません。再読み込みしてからもう一度お試しください。",
);
pub const NO_KEY: Text = Text::new(
    "This is not a key file of Finding Lens, or it is of a newer version.",
    "Finding Lens のキーファイルではないか、新しいバージョンのキーファイルです。",
);
