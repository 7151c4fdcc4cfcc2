//! Before anything is saved: how much is taken out, and what could still tell whose findings they are.

use super::{Class, Classes, Planner, Redaction, Survey, class::Rule};
use crate::{export::shape::words, i18n::Text, ingest::Record, json::Kind, model::Finding};
use std::collections::BTreeSet;

/// How many words are shown.
const WORDS: usize = 60;

/// What a redaction takes out and what it leaves.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// How many different values there are of each class, ticked or not.
    pub counts: Vec<(Class, u64)>,
    /// What stays by its nature, in plain words.
    pub stays: Vec<Text>,
    /// Words that are left in sentences and open fields and look like names.
    pub words: Vec<String>,
}

/// What a redaction takes out of the surveyed findings and what it leaves in `redacted`, and in what people wrote beside them.
pub fn preview<'t>(
    survey: &Survey,
    redaction: &Redaction,
    redacted: &[Record],
    beside: impl Iterator<Item = &'t str>,
) -> Preview {
    let ticked = redaction.ticked;
    let made = crate::order::set(redaction.matcher.made.values().map(String::as_str));
    let (mut left, mut known) = (BTreeSet::new(), BTreeSet::new());
    for record in redacted {
        leftovers(&survey.planner, record, &made, &mut left, &mut known);
    }
    for text in beside {
        left.extend(name_like(&survey.planner, text, &made));
    }
    let words = left.into_iter().filter(|word| !known.contains(word)).take(WORDS).collect();
    Preview { counts: survey.counts(), stays: stays(ticked), words }
}

/// What stays, whatever the findings are.
fn stays(ticked: Classes) -> Vec<Text> {
    let mut out = vec![
        Text::new(
            "All times. Someone with logs of their own can find the events by them.",
            "すべての時刻。ログを持つ人なら、時刻から該当するイベントを探し出せます。",
        ),
        Text::new(
            "Numbers: counts, sizes, ports, process ids, versions.",
            "数値: カウント、サイズ、ポート、プロセス ID、バージョン。",
        ),
        Text::new(
            "The finding types and ids, Regions, services, API calls, error codes, instance types, names of threats and threat lists.",
            "検出結果タイプと検出結果の ID、リージョン、サービス、API コール、エラーコード、インスタンスタイプ、脅威と脅威リストの名前。",
        ),
        Text::new(
            "Which values are the same, which addresses share a network, in which order values come first.",
            "どの値が同じか、どのアドレスが同じネットワークにあるか、値が最初に現れる順序。",
        ),
        Text::new(
            "Folders that every system has, file extensions, image tags, the number of parts of names and paths.",
            "どのシステムにもあるフォルダー、ファイルの拡張子、イメージのタグ、名前やパスの区切りの数。",
        ),
    ];
    let unticked = [
        (
            Class::Text,
            Text::new(
                "Sentences, notes, names of files, user agents and unknown fields, with the values of the ticked classes taken out of them. Read them before sharing.",
                "文章、メモ、ファイル名、ユーザーエージェント、未知のフィールド (選択した分類の値は置き換え済み)。共有する前に読んでください。",
            ),
        ),
        (
            Class::Places,
            Text::new(
                "Countries, cities, coordinates and network owners of remote addresses. An office of your own may be among them.",
                "リモートアドレスの国、都市、座標、ネットワークの管理者。自社の拠点が含まれることがあります。",
            ),
        ),
        (
            Class::Hashes,
            Text::new(
                "Hashes of files and objects. Who has the file can recognise it.",
                "ファイルとオブジェクトのハッシュ。同じファイルを持つ人には特定できます。",
            ),
        ),
    ];
    out.extend(unticked.into_iter().filter(|(class, _)| !ticked.has(*class)).map(|(_, text)| text));
    out
}

/// Words of sentences and open fields that look like names: with a digit, an inner capital, a hyphen or an underscore. Into
/// `known` go those of AWS's own fields: names of API calls stand in sentences too.
fn leftovers(
    planner: &Planner,
    record: &Record,
    made: &BTreeSet<&str>,
    left: &mut BTreeSet<String>,
    known: &mut BTreeSet<String>,
) {
    let finding = Finding::open(record.dialect, &record.text);
    let doc = finding.document();
    for row in doc.rows().filter(|&row| doc.kind(row) == Kind::String && doc.embedded(row).is_none()) {
        let rule = planner.plan(&finding, record.dialect, row).rule;
        let text = doc.string(row).unwrap_or_default();
        if super::is_time(&text) {
            continue;
        }
        if rule == Rule::Fixed { &mut *known } else { &mut *left }.extend(name_like(planner, &text, made));
    }
}

/// Words of a text that look like names and are neither stand-ins nor AWS's own.
fn name_like(planner: &Planner, text: &str, made: &BTreeSet<&str>) -> Vec<String> {
    let words = words(text, |c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '@'));
    let words = words.into_iter().map(|at| text.get(at).unwrap_or_default().trim_matches(['.', '-']));
    let left = words.filter(|word| is_name_like(word) && !is_stand_in(word, made) && !planner.is_known(word));
    left.map(str::to_owned).collect()
}

fn is_name_like(word: &str) -> bool {
    let mut chars = word.chars();
    let first = chars.next();
    let inner = chars.any(|c| c.is_uppercase() || c == '-' || c == '_' || c == '@' || c.is_ascii_digit());
    first.is_some_and(char::is_alphabetic) && inner && word.len() >= 4 && word.chars().any(char::is_lowercase)
}

/// Whether a word is, or is made of, stand-ins.
fn is_stand_in(word: &str, made: &BTreeSet<&str>) -> bool {
    let numbered = |part: &str| {
        part.rsplit_once('-').is_some_and(|(_, n)| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
    };
    made.contains(word)
        || word.split(['.', '@', '_']).all(|part| numbered(part) || part == "example" || part.len() < 4)
}
