//! Runtime findings: the process, what it descends from, and what it touched.

use super::{
    Drawn, Motif,
    drawing::{Table, Tone},
    node::Node,
    remote::plain,
    text,
    tree::{MOST, tree},
};
use crate::{
    explain::{Reader, Subject, statement::Value},
    i18n::Text,
    model::lens::{self, LineageObject, Number, ProcessDetails, RuntimeContext, When},
};

pub static MOTIF: Motif =
    Motif { id: "process", label: Text::new("Process tree", "プロセスツリー"), draw };

const CAPTION: Text = Text::new(
    "As the runtime agent saw it, the oldest ancestor first. Ancestors carry fewer facts than the process itself, and the login or deployment behind them is not in the finding.",
    "ランタイムエージェントが観測した内容で、最も古い親プロセスから順に示します。親プロセスの情報は限られ、背後のログインやデプロイは検出結果に含まれません。",
);

const PROCESS: Text = Text::new("Process", "プロセス");
const ANCESTOR: Text = Text::new("Ancestor", "親プロセス");
const MODIFYING: Text = Text::new("Process that changed it", "変更したプロセス");
const TARGET: Text = Text::new("Process acted upon", "操作対象のプロセス");

/// A node with what tells its process from others.
struct Step {
    uuid: Option<String>,
    node: Node,
}

fn draw(subject: &Subject<'_>, reader: &Reader<'_>) -> Option<Drawn> {
    let runtime = subject.finding.service().runtime_details();
    let chain = chain(reader, runtime.process(), PROCESS, Tone::Alarm);
    if chain.is_empty() {
        return None;
    }
    let known: Vec<Option<String>> = chain.iter().map(|step| step.uuid.clone()).collect();
    let mut nodes: Vec<(usize, Node)> = chain.into_iter().map(|step| step.node).enumerate().collect();
    let context = runtime.context();
    let depth = nodes.len();
    nodes.extend(touched(reader, context).map(|node| (depth, node)));
    for (other, kind) in [(context.modifying_process(), MODIFYING), (context.target_process(), TARGET)] {
        let other = self::chain(reader, other, kind, Tone::Alarm);
        // Ancestors that both have stand once.
        let shared = other
            .iter()
            .zip(&known)
            .take_while(|(step, known)| step.uuid.is_some() && step.uuid == **known)
            .count();
        nodes.extend(other.into_iter().enumerate().skip(shared).map(|(depth, step)| (depth, step.node)));
    }
    let table = table(reader, &nodes);
    Some(Drawn {
        caption: CAPTION.get(reader.lang).to_owned(),
        scene: tree(&shortened(reader, nodes)),
        table,
    })
}

/// A process behind its ancestors, the oldest first. The JSON lists the nearest first.
fn chain(reader: &Reader<'_>, process: ProcessDetails<'_>, kind: Text, tone: Tone) -> Vec<Step> {
    let Some(path) = process.executable_path().or_else(|| process.name()) else { return Vec::new() };
    let mut steps: Vec<Step> =
        process.lineage().filter_map(|ancestor| self::ancestor(reader, ancestor)).collect();
    steps.reverse();
    let node = Node::new(reader, kind, tone, &path);
    let node = ids(reader, node, (process.pid(), process.namespace_pid()), process.start_time()).note(
        reader,
        Text::new("user {x}", "ユーザー {x}"),
        process.user(),
    );
    let node = rights(reader, node, process.euid(), process.user_id())
        .note(reader, Text::new("in {x}", "作業ディレクトリ {x}"), process.pwd())
        .note(reader, Text::new("SHA-256 {x}", "SHA-256 {x}"), process.executable_sha256());
    steps.push(Step { uuid: process.uuid().map(|uuid| uuid.value.into_owned()), node });
    steps
}

fn ancestor(reader: &Reader<'_>, ancestor: LineageObject<'_>) -> Option<Step> {
    let path = ancestor.executable_path().or_else(|| ancestor.name())?;
    let node = Node::new(reader, ANCESTOR, Tone::Plain, &path);
    let node = ids(reader, node, (ancestor.pid(), ancestor.namespace_pid()), ancestor.start_time());
    let node = rights(reader, node, ancestor.euid(), ancestor.user_id());
    Some(Step { uuid: ancestor.uuid().map(|uuid| uuid.value.into_owned()), node })
}

fn ids(
    reader: &Reader<'_>,
    node: Node,
    pids: (Option<Number>, Option<Number>),
    started: Option<When>,
) -> Node {
    node.note(reader, Text::new("PID {x}", "PID {x}"), pids.0.map(plain))
        .note(reader, Text::new("PID in its namespace {x}", "名前空間内の PID {x}"), pids.1.map(plain))
        .note(reader, Text::new("started {x}", "開始 {x}"), started)
}

fn rights(reader: &Reader<'_>, node: Node, effective: Option<Number>, user: Option<Number>) -> Node {
    const ROOT: Text = Text::new("root's rights (effective user id 0)", "root 権限 (実効ユーザー ID 0)");
    match effective {
        Some(id) if id.value == 0.0 => node.says(reader, ROOT, [id.row]),
        _ => node.note(reader, Text::new("user id {x}", "ユーザー ID {x}"), effective.or(user).map(plain)),
    }
}

/// What the context names beside processes, under the names of its fields.
fn touched(reader: &Reader<'_>, context: RuntimeContext<'_>) -> Option<Node> {
    const KIND: Text = Text::new("What it touched", "触れたもの");
    let mut node = Node::of(KIND.get(reader.lang).to_owned(), Tone::Target, String::new(), Vec::new());
    for (name, value) in context.node().entries() {
        // The one time among texts.
        if let Some(at) = context.modified_at().filter(|at| value.row() == Some(at.row)) {
            node = node.note(reader, Text::new("modified {x}", "変更時刻 {x}"), Some(at));
            continue;
        }
        let values: Vec<lens::Text<'_>> = value.items().filter_map(|item| item.text()).collect();
        if let Some(first) = values.first() {
            let row = first.row;
            let all = values.iter().map(lens::Text::as_str).collect::<Vec<_>>().join(", ");
            node = node.note(reader, Text::same("{x}"), Some((Value::Raw(format!("{name}: {all}")), row)));
        }
    }
    (!node.notes.is_empty()).then_some(node)
}

/// The tree without the middle of an endless lineage.
fn shortened(reader: &Reader<'_>, mut nodes: Vec<(usize, Node)>) -> Vec<(usize, Node)> {
    const MORE: Text = Text::new("{n} more, in the table", "ほか {n} 件 (表を参照)");
    /// Ancestors that stay at the top.
    const OLDEST: usize = 2;
    if nodes.len() <= MOST {
        return nodes;
    }
    let tail = nodes.split_off(nodes.len() - (MOST - OLDEST - 1));
    let cut = nodes.split_off(OLDEST);
    let rows = cut.iter().flat_map(|(_, node)| node.rows.iter().copied()).collect();
    let words = MORE.fill(reader.lang, &[("n", &cut.len().to_string())]);
    nodes.push((OLDEST, Node::of(String::new(), Tone::Faint, words, rows)));
    let least = tail.iter().map(|(depth, _)| *depth).min().unwrap_or(0);
    nodes.extend(tail.into_iter().map(|(depth, node)| (OLDEST + 1 + depth - least, node)));
    nodes
}

fn table(reader: &Reader<'_>, nodes: &[(usize, Node)]) -> Table {
    const HEAD: [Text; 4] = [
        Text::new("Level", "階層"),
        Text::new("What", "種類"),
        Text::new("Executable", "実行ファイル"),
        Text::new("Details", "詳細"),
    ];
    let row = |(depth, node): &(usize, Node)| {
        vec![(depth + 1).to_string(), node.kind.clone(), text::whole(&node.value), node.details()]
    };
    Table {
        head: HEAD.map(|text| text.get(reader.lang).to_owned()).into(),
        rows: nodes.iter().map(row).collect(),
    }
}
