//! Which steps apply to a finding, filled and told.

use super::{
    Command, Labelled, Language, LeftOut, Plan, Remarks, Step, quote,
    template::{self, Part, Shell, Trail, Unfilled},
    values::{Values, placeholder},
};
use crate::{
    explain::Subject,
    i18n::{Lang, Text},
    json::RowId,
    knowledge::{Pack, Place, StepEntry},
    order::{self, Order},
};
use std::collections::BTreeSet;

/// How often a step is repeated for several values.
const REPEATS: usize = 3;

/// What to do next about a finding. Every family that one of its values calls for has a say, the type's own first.
pub fn plan(subject: &Subject<'_>, pack: &Pack) -> Plan {
    let values = Values::of(subject);
    let teller = Teller { pack, lang: pack.lang, type_string: type_string(subject), values: &values };
    let mut out = Plan::default();
    let own = subject.entry.map(|entry| entry.family.as_str());
    let mut families: Vec<&str> = own.into_iter().collect();
    for family in values.families() {
        if !families.contains(&family) {
            families.push(family);
        }
    }
    let mut done: BTreeSet<&String> = BTreeSet::new();
    let responses = families.iter().filter_map(|family| pack.responses.get(*family));
    for (at, response) in responses.enumerate() {
        if at == 0 {
            out.decides.clone_from(&response.decides);
        }
        for (entries, steps) in
            [(&response.look_up, &mut out.look_ups), (&response.contain, &mut out.containment)]
        {
            for entry in entries {
                if !done.contains(&entry.id) && teller.applies(entry) {
                    let before = steps.len();
                    teller.tell(entry, steps, &mut out.left_out);
                    if steps.len() > before {
                        done.extend(entry.replaces.iter().chain([&entry.id]));
                    }
                }
            }
        }
    }
    for (placeholder, rows) in &values.refused {
        out.left_out.push(LeftOut { text: teller.unfit(placeholder.label), rows: rows.clone() });
    }
    out.left_out.dedup_by(|a, b| a.text == b.text);
    out.remarks = teller.remarks();
    out
}

fn type_string(subject: &Subject<'_>) -> String {
    subject.finding.type_().map(|t| t.value.into_owned()).unwrap_or_default()
}

const WARNING: Text = Text::new(
    "Containment, commented out: read blast radius, undo and lost evidence, then uncomment what was decided.",
    "以下は封じ込めの手順です。コメントアウトしてあります。影響範囲、元に戻す方法、失われる証拠を確認し、実施すると決めたものだけコメントを外します。",
);

struct Teller<'a> {
    pack: &'a Pack,
    lang: Lang,
    type_string: String,
    values: &'a Values<'a>,
}

impl Teller<'_> {
    fn applies(&self, entry: &StepEntry) -> bool {
        let of_type =
            entry.only.is_empty() || entry.only.iter().any(|only| self.type_string.starts_with(only));
        of_type && entry.needs.iter().all(|name| self.values.has(name))
    }

    /// The step, once or for each value; nothing where no command can be filled.
    fn tell(&self, entry: &StepEntry, out: &mut Vec<Step>, left_out: &mut Vec<LeftOut>) {
        let Some(name) = entry.each.as_deref().and_then(placeholder).map(|p| p.name) else {
            return self.once(entry, self.values, out, left_out);
        };
        let all = self.values.get(name);
        let before = out.len();
        for value in all.iter().take(REPEATS) {
            self.once(entry, &self.values.only(name, value), out, left_out);
        }
        if let Some(more) = all.get(REPEATS..).filter(|more| !more.is_empty() && out.len() > before)
            && let Some(step) = out.last_mut()
        {
            const MORE: Text = Text::new(
                "The finding has {n} more; the same step applies to them: {values}",
                "検出結果にはほかに {n} 件あり、同じ手順が当てはまります: {values}",
            );
            let mut shown: Vec<&str> =
                more.iter().take(template::LIST).map(|value| value.text.as_str()).collect();
            if more.len() > shown.len() {
                shown.push("…");
            }
            let values = [("n", &*more.len().to_string()), ("values", &*shown.join(", "))];
            step.notes.push(MORE.fill(self.lang, &values));
        }
    }

    /// What of long lists did not enter the commands.
    fn notes(&self, entry: &StepEntry, values: &Values<'_>) -> Vec<String> {
        const CUT: Text = Text::new(
            "The commands hold {n} of {all} values: {what}.",
            "コマンドに入れたのは {all} 件中 {n} 件です: {what}",
        );
        let named = texts(entry)
            .flat_map(template::parts)
            .filter_map(|part| if let Part::Value(name, true) = part { Some(name) } else { None });
        let lists = order::set(named);
        let cut = |name: &str| {
            let all = values.get(name).len();
            let what = placeholder(name)?.label.get(self.lang);
            let numbers = [("n", &*template::LIST.to_string()), ("all", &*all.to_string()), ("what", what)];
            (all > template::LIST).then(|| CUT.fill(self.lang, &numbers))
        };
        lists.into_iter().filter_map(cut).collect()
    }

    fn once(&self, entry: &StepEntry, values: &Values<'_>, out: &mut Vec<Step>, left_out: &mut Vec<LeftOut>) {
        let (mut commands, mut logs) = (Vec::new(), Vec::<String>::new());
        let mut unfit = None;
        let mut add = |language: Language, text: Result<String, Unfilled>, log: Option<&String>| match text {
            Ok(text) if text.is_empty() => {}
            Ok(text) => {
                commands.push(Command { language, text, log: self.log(log) });
                logs.extend(log.filter(|log| !logs.contains(*log)).cloned());
            }
            Err(Unfilled::Missing) => {}
            Err(Unfilled::Unfit(name)) => unfit = unfit.or(Some(name)),
        };
        for (language, shell) in [(Language::Bash, Shell::Bash), (Language::PowerShell, Shell::PowerShell)] {
            add(language, lines(entry, shell, values), entry.log.as_ref());
            if let (Some(query), Some(group)) = (&entry.insights, &entry.log_group) {
                add(language, template::start_query(query, group, shell, values), entry.query_log.as_ref());
            }
        }
        if let Some(query) = &entry.cloudtrail {
            let (files, lake) = ("trail".to_owned(), "lake".to_owned());
            add(Language::Athena, template::trail(query, Trail::Athena, values), Some(&files));
            add(Language::Lake, template::trail(query, Trail::Lake, values), Some(&lake));
        }
        if let Some(query) = &entry.athena {
            add(Language::Athena, template::athena(query, values), entry.query_log.as_ref());
        }
        if let Some(query) = &entry.insights {
            add(Language::Insights, template::insights(query, values), entry.query_log.as_ref());
        }
        if let Some(label) = unfit.and_then(placeholder).map(|p| p.label)
            && commands.iter().all(|command| command.language != Language::Bash)
        {
            let text = self.unfit(label);
            left_out.push(LeftOut { text, rows: Vec::new() });
        }
        if commands.is_empty() && !entry.is_by_hand() {
            return;
        }
        out.push(Step {
            id: entry.id.clone(),
            title: fill(&entry.title, values),
            why: fill(&entry.why, values),
            facts: self.facts(entry, values),
            rows: rows(entry, values),
            commands,
            logs,
            notes: self.notes(entry, values),
        });
    }

    fn unfit(&self, label: Text) -> String {
        const UNFIT: Text = Text::new(
            "Not put into a command: the {what} in the finding does not have the form of one, or holds characters that a shell or query could misread. Steps that need it are left out; read the value in the JSON.",
            "コマンドに入れなかった値: {what}。本来の形式と異なるか、シェルやクエリが誤って解釈しうる文字を含みます。この値が必要な手順は省きました。値は JSON で確認できます。",
        );
        UNFIT.fill(self.lang, &[("what", label.get(self.lang))])
    }

    fn facts(&self, entry: &StepEntry, values: &Values<'_>) -> Vec<Labelled> {
        let mut out = Vec::new();
        let mut push = |label: Text, text: Option<String>| {
            out.extend(text.map(|text| Labelled { label: label.get(self.lang).to_owned(), text }));
        };
        let told = |text: &Option<String>| text.as_ref().map(|text| fill(text, values));
        push(Text::new("Blast radius", "影響範囲"), told(&entry.radius));
        push(Text::new("Undo", "元に戻す方法"), told(&entry.undo));
        push(Text::new("Evidence lost", "失われる証拠"), told(&entry.destroys));
        push(Text::new("Where", "実行場所"), Some(self.place(entry.place, values)));
        let permission = (!entry.permission.is_empty()).then(|| entry.permission.join(", "));
        push(Text::new("Permission", "必要な権限"), permission);
        out
    }

    /// Where a step runs. The finding's account and Region, which need not be those of the event that brought it.
    fn place(&self, place: Place, values: &Values<'_>) -> String {
        let text = match place {
            Place::Region => Text::new(
                "account {account}, Region {region}: those of the finding",
                "アカウント {account}、リージョン {region} (検出結果の値)",
            ),
            Place::Global => Text::new(
                "account {account} of the finding, Region {global_region}, where global services record their events",
                "検出結果のアカウント {account}、グローバルサービスのイベントが記録されるリージョン {global_region}",
            ),
            Place::Cluster => Text::new(
                "cluster {cluster}, with kubectl pointed at it (account {account}, Region {region})",
                "kubectl の接続先をクラスター {cluster} に設定して実行 (アカウント {account}、リージョン {region})",
            ),
            Place::Management => Text::new(
                "the management account of the organization that {account} belongs to",
                "アカウント {account} が属する組織の管理アカウント",
            ),
        };
        fill(text.get(self.lang), values)
    }

    fn log(&self, key: Option<&String>) -> Vec<Labelled> {
        let Some(log) = key.and_then(|key| self.pack.logs.get(key)) else { return Vec::new() };
        [
            (Text::new("Log", "ログ"), &log.name),
            (Text::new("On by default", "既定で有効か"), &log.on),
            (Text::new("Kept", "保持期間"), &log.kept),
            (Text::new("An empty answer", "結果が空の場合"), &log.empty),
        ]
        .into_iter()
        .map(|(label, text)| Labelled { label: label.get(self.lang).to_owned(), text: text.clone() })
        .collect()
    }

    fn remarks(&self) -> Remarks {
        const WHERE: Text =
            Text::new("account {account}, Region {region}", "アカウント {account}、リージョン {region}");
        const SHELL: Text = Text::new(
            "Check first: aws sts get-caller-identity. Put your own names for what stands in capitals (YOUR-…).",
            "先に aws sts get-caller-identity で確認します。大文字の名前 (YOUR-…) は自環境の名前に置き換えます。",
        );
        const SQL: Text = Text::new(
            "Put your own names for cloudtrail_logs, vpc_flow_logs, r53_rlogs and event_data_store_id, and add the partition columns of your tables to the conditions.",
            "cloudtrail_logs、vpc_flow_logs、r53_rlogs、event_data_store_id は自環境の名前に置き換え、テーブルのパーティション列を条件に加えます。",
        );
        const INSIGHTS: Text = Text::new(
            "One query at a time. Choose the log group, and the time range {from} to {to}.",
            "クエリは 1 つずつ実行します。ロググループと、時間範囲 ({from} から {to}) を選びます。",
        );
        let told = |text: Text| fill(text.get(self.lang), self.values);
        Remarks {
            head: format!("{}: {}", self.type_string, told(WHERE)),
            shell: told(SHELL),
            sql: told(SQL),
            insights: told(INSIGHTS),
            containment: WARNING.get(self.lang).to_owned(),
        }
    }
}

/// A text with its values, for reading. What is missing is shown as a dash.
fn fill(text: &str, values: &Values<'_>) -> String {
    let mut out = String::new();
    for part in template::parts(text) {
        match part {
            Part::Words(words) => out.push_str(words),
            Part::Request(name) | Part::Whole(name) => out.push_str(name),
            Part::Value(name, _) => {
                out.push_str(&values.get(name).first().map_or("—".to_owned(), |v| quote::comment(&v.text)));
            }
        }
    }
    out
}

/// The command lines of a shell, its file first.
fn lines(entry: &StepEntry, shell: Shell, values: &Values<'_>) -> Result<String, Unfilled> {
    let file = entry.file.iter().map(|file| template::file(file, shell, values));
    let run = entry.run.iter().map(|line| template::command(line, entry.place, shell, values));
    let mut out = file.chain(run).collect::<Result<Vec<String>, _>>()?;
    // In the Region of global services the question to it is the one that was asked already.
    out.dedup();
    Ok(out.join("\n"))
}

/// Every template of a step's commands.
fn texts(entry: &StepEntry) -> impl Iterator<Item = &str> {
    let query = entry.cloudtrail.iter().flat_map(|query| {
        [Some(&query.filter), query.select.as_ref(), query.group.as_ref(), query.order.as_ref()]
            .into_iter()
            .flatten()
    });
    let one = [&entry.athena, &entry.insights, &entry.log_group].into_iter().flatten();
    let file = entry.file.iter().map(|file| &file.text);
    entry.run.iter().chain(query).chain(one).chain(file).map(String::as_str)
}

/// The rows of every value that the step uses.
fn rows(entry: &StepEntry, values: &Values<'_>) -> Vec<RowId> {
    let in_templates = texts(entry).flat_map(template::parts).filter_map(|part| match part {
        Part::Value(name, all) => Some((name, if all { template::LIST } else { 1 })),
        _ => None,
    });
    let window = entry.cloudtrail.iter().flat_map(|_| ["from", "to"]);
    let beside = entry.needs.iter().map(String::as_str).chain(window).chain(["account", "region"]);
    let used = in_templates.chain(beside.map(|name| (name, 1)));
    let mut out: Vec<RowId> = used
        .flat_map(|(name, most)| values.get(name).iter().take(most))
        .flat_map(|value| value.rows.iter().copied())
        .collect();
    out.order();
    out.dedup();
    out
}
