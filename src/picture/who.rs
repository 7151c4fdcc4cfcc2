//! Who did what to what: the whole finding at a glance.

use super::{
    Drawn, Motif,
    drawing::Tone,
    flow::{Rank, flow, rank},
    node::{Node, some},
    remote::{Remote, remotes},
    resources::{kind_of, resources},
};
use crate::{
    explain::{
        Reader, Subject,
        signals::{Names, tactics},
        statement::{Argument, Value},
    },
    i18n::Text,
    model::{id_kind, lens},
};

pub static MOTIF: Motif =
    Motif { id: "who", label: Text::new("Who did what to what", "誰が何に何をしたか"), draw };

const FROM: Text = Text::new("From where", "どこから");
const WITH: Text = Text::new("With what", "何を使って");
const DID: Text = Text::new("Did what", "何をしたか");
const TO: Text = Text::new("To what", "何に");
const CREDENTIALS: Text = Text::new("The credentials of", "使われた認証情報");
const PROCESS: Text = Text::new("Process", "プロセス");
const REMOTE: Text = Text::new("Remote address", "リモートアドレス");

fn draw(subject: &Subject<'_>, reader: &Reader<'_>) -> Option<Drawn> {
    const CAPTION: Text = Text::new(
        "Read from this finding. It shows whose credentials or which machine took part, not the person behind them.",
        "この検出結果から読み取った内容です。使われた認証情報やマシンは分かりますが、その背後の人物までは分かりません。",
    );
    const UNDIRECTED: Text = Text::new(
        "Read from this finding. It does not say which side opened the connection.",
        "この検出結果から読み取った内容です。どちらが接続を開始したかは記載されていません。",
    );
    let action = subject.finding.service().action();
    let mut directed = true;
    let ranks = if subject.is_sequence() {
        sequence(subject, reader)
    } else if action.aws_api_call_action().node().is_present() {
        api_call(subject, reader)
    } else if action.network_connection_action().node().is_present() {
        connection(subject, reader, &mut directed)
    } else if action.port_probe_action().node().is_present() {
        probe(subject, reader)
    } else if action.dns_request_action().node().is_present() {
        dns(subject, reader)
    } else if action.rds_login_attempt_action().node().is_present() {
        login(subject, reader)
    } else if action.kubernetes_api_call_action().node().is_present()
        || subject.finding.resource().kubernetes_details().kubernetes_user_details().node().is_present()
    {
        kubernetes(subject, reader)
    } else if subject.finding.service().runtime_details().node().is_present() {
        runtime(subject, reader)
    } else {
        other(subject, reader)
    };
    let filled = ranks.iter().any(|rank| !rank.nodes.is_empty());
    let caption = if directed { CAPTION } else { UNDIRECTED };
    filled.then(|| {
        let (scene, table) = flow(reader, ranks, directed);
        Drawn { caption: caption.get(reader.lang).to_owned(), scene, table }
    })
}

/// The credentials of a finding, if it names any.
fn credentials(subject: &Subject<'_>, reader: &Reader<'_>) -> Option<Node> {
    let key = subject.finding.resource().access_key_details();
    let name = key.user_name().or_else(|| key.principal_id()).or_else(|| key.access_key_id())?;
    let of_key = key.access_key_id().filter(|id| id.row != name.row);
    let what = of_key.as_ref().and_then(|id| id_kind(id.as_str())).map(|kind| kind.label());
    // Findings about credentials that left an instance name the instance beside the key.
    let instance = subject.finding.resource().instance_details().instance_id();
    let node = Node::new(reader, CREDENTIALS, Tone::Actor, &name)
        .note(reader, Text::same("{x}"), key.user_type())
        .note(reader, Text::same("{x}"), of_key)
        .note(reader, Text::same("{x}"), what)
        .note(reader, Text::new("of instance {x}", "インスタンス {x} のもの"), instance);
    Some(node)
}

fn api_call(subject: &Subject<'_>, reader: &Reader<'_>) -> Vec<Rank> {
    let call = subject.finding.service().action().aws_api_call_action();
    let account = call.remote_account_details();
    let mut from: Vec<Node> =
        Remote::of_details(call.remote_ip_details()).node(reader, REMOTE).into_iter().collect();
    if from.is_empty() {
        let service = account.aws_service_name();
        from.extend(
            service
                .map(|name| Node::new(reader, Text::new("AWS service", "AWS サービス"), Tone::Actor, &name)),
        );
    }
    const AFFILIATED: Text = Text::new(
        "under the same GuardDuty administrator (affiliated)",
        "同じ GuardDuty 管理者アカウントの配下 (affiliated)",
    );
    from.extend(account.account_id().map(|id| {
        let affiliated = account.affiliated().filter(|flag| flag.value).map(|flag| flag.row);
        let node = Node::new(reader, Text::new("Remote account", "リモートアカウント"), Tone::Actor, &id);
        if affiliated.is_some() { node.says(reader, AFFILIATED, affiliated) } else { node }
    }));
    let did = call.api().map(|api| {
        let failed = call.error_code();
        let node = Node::new(reader, Text::new("API call", "API コール"), Tone::Act, &api).note(
            reader,
            Text::same("{x}"),
            call.service_name(),
        );
        match failed {
            Some(code) => node.note(
                reader,
                Text::new("the call shown failed: {x}", "表示のコールは失敗: {x}"),
                Some(code),
            ),
            None => node.says(reader, Text::new("no error recorded", "エラーの記録なし"), [api.row]),
        }
    });
    let mut to = resources(subject, reader);
    // An instance beside a key is where the credentials come from, and stands with them.
    let with = credentials(subject, reader);
    if with.is_some() {
        to.retain(|node| node.kind != super::resources::INSTANCE.get(reader.lang));
    }
    let known: Vec<String> = to.iter().map(|node| node.value.clone()).collect();
    let affected = call.affected_resources().entries().filter_map(|(kind, node)| Some((kind, node.text()?)));
    for (kind, name) in affected.filter(|(_, name)| !known.iter().any(|value| value == name.as_str())) {
        to.push(Node::of(kind.into_owned(), Tone::Target, name.value.into_owned(), vec![name.row]));
    }
    vec![rank(FROM, from), rank(WITH, with), rank(DID, did), rank(TO, to)]
}

fn connection(subject: &Subject<'_>, reader: &Reader<'_>, directed: &mut bool) -> Vec<Rank> {
    let action = subject.finding.service().action().network_connection_action();
    let direction = action.connection_direction();
    let is = |word: &str| direction.as_ref().is_some_and(|d| d.as_str().eq_ignore_ascii_case(word));
    let inbound = is("INBOUND");
    *directed = inbound || is("OUTBOUND");
    let port = match inbound {
        true => (action.local_port_details().port(), action.local_port_details().port_name()),
        false => (action.remote_port_details().port(), action.remote_port_details().port_name()),
    };
    let named = port.1.filter(|name| name.as_str() != "Unknown");
    let did = action.node().row().map(|row| {
        let value = match (action.protocol(), port.0) {
            (Some(protocol), Some(port)) => {
                (Value::Raw(format!("{} {}", protocol.as_str(), port.value)), vec![protocol.row, port.row])
            }
            (Some(protocol), None) => protocol.argument(),
            (None, Some(port)) => port.argument(),
            (None, None) => (Value::Words(Text::new("traffic", "通信")), vec![row]),
        };
        Node::new(reader, Text::new("Connection", "接続"), Tone::Act, value)
            .note(reader, Text::same("{x}"), named)
            .note(reader, Text::same("{x}"), direction.clone())
    });
    let remote = rank(
        if inbound { FROM } else { TO },
        Remote::of_details(action.remote_ip_details()).node(reader, REMOTE),
    );
    let local = rank(if inbound { TO } else { FROM }, machine(subject, reader));
    let (first, last) = if inbound { (remote, local) } else { (local, remote) };
    vec![first, rank(DID, did), last]
}

/// The resources, and the process on them where one was seen.
fn machine(subject: &Subject<'_>, reader: &Reader<'_>) -> Vec<Node> {
    let process = subject.finding.service().runtime_details().process();
    let mut out: Vec<Node> = self::process(process, reader).into_iter().collect();
    out.extend(resources(subject, reader));
    out
}

fn process(process: lens::ProcessDetails<'_>, reader: &Reader<'_>) -> Option<Node> {
    let path = process.executable_path().or_else(|| process.name())?;
    let node = Node::new(reader, PROCESS, Tone::Actor, &path).note(
        reader,
        Text::new("user {x}", "ユーザー {x}"),
        process.user(),
    );
    Some(node)
}

fn probe(subject: &Subject<'_>, reader: &Reader<'_>) -> Vec<Rank> {
    let action = subject.finding.service().action().port_probe_action();
    let from = remotes(subject).into_iter().filter_map(|remote| remote.node(reader, REMOTE));
    let mut ports: Vec<String> = Vec::new();
    let mut rows = Vec::new();
    for port in action.port_probe_details().filter_map(|probe| probe.local_port_details().port()) {
        let shown = port.value.to_string();
        if !ports.contains(&shown) {
            ports.push(shown);
        }
        rows.push(port.row);
    }
    let value = Value::List(ports.into_iter().map(Value::Raw).collect());
    let did = Node::new(reader, Text::new("Probed ports", "探索されたポート"), Tone::Act, (value, rows));
    vec![rank(FROM, from), rank(DID, [did]), rank(TO, resources(subject, reader))]
}

fn dns(subject: &Subject<'_>, reader: &Reader<'_>) -> Vec<Rank> {
    let request = subject.finding.service().action().dns_request_action();
    let did = request.node().row().map(|row| {
        Node::new(
            reader,
            Text::new("Action", "動作"),
            Tone::Act,
            (Value::Words(Text::new("DNS request", "DNS 問い合わせ")), row),
        )
        .note(reader, Text::same("{x}"), request.protocol().filter(|p| p.as_str() != "0"))
    });
    let to = request.domain().map(|domain| {
        let lists: Vec<_> = subject
            .finding
            .service()
            .evidence()
            .threat_intelligence_details()
            .filter_map(|detail| detail.threat_list_name())
            .collect();
        Node::new(reader, Text::new("Domain", "ドメイン"), Tone::Alarm, &domain).note(
            reader,
            Text::new("on the list {x}", "リスト {x} に掲載"),
            (!lists.is_empty()).then_some(lists),
        )
    });
    vec![rank(FROM, machine(subject, reader)), rank(DID, did), rank(TO, to)]
}

fn login(subject: &Subject<'_>, reader: &Reader<'_>) -> Vec<Rank> {
    let action = subject.finding.service().action().rds_login_attempt_action();
    let from = remotes(subject).into_iter().filter_map(|remote| remote.node(reader, REMOTE));
    let mut did: Vec<Node> = action
        .login_attributes()
        .filter_map(|login| {
            let user = login.user().or_else(|| login.application())?;
            let node = Node::new(reader, Text::new("Login as", "ログインユーザー"), Tone::Act, &user)
                .note(reader, Text::new("{x} failed", "失敗 {x} 回"), login.failed_login_attempts())
                .note(reader, Text::new("{x} succeeded", "成功 {x} 回"), login.successful_login_attempts())
                .note(
                    reader,
                    Text::new("application {x}", "アプリケーション {x}"),
                    login.application().filter(|a| a.row != user.row),
                );
            Some(node)
        })
        .collect();
    if did.is_empty() {
        did.extend(
            subject
                .finding
                .resource()
                .rds_db_user_details()
                .user()
                .map(|user| Node::new(reader, Text::new("Login as", "ログインユーザー"), Tone::Act, &user)),
        );
    }
    vec![rank(FROM, from), rank(DID, did), rank(TO, resources(subject, reader))]
}

fn kubernetes(subject: &Subject<'_>, reader: &Reader<'_>) -> Vec<Rank> {
    let action = subject.finding.service().action();
    let call = action.kubernetes_api_call_action();
    let mut from: Vec<Node> =
        Remote::of_details(call.remote_ip_details()).node(reader, REMOTE).into_iter().collect();
    if from.is_empty() {
        from.extend(
            call.source_ips()
                .filter_map(|ip| ip.text())
                .map(|ip| Node::new(reader, REMOTE, Tone::Actor, &ip)),
        );
    }
    let user = subject.finding.resource().kubernetes_details().kubernetes_user_details();
    let with = user.username().map(|name| {
        Node::new(reader, Text::new("The Kubernetes user", "Kubernetes ユーザー"), Tone::Actor, &name).note(
            reader,
            Text::new("in the name of {x}", "{x} に成り代わり"),
            user.impersonated_user().username(),
        )
    });
    let did = super::kubernetes::acts(subject, reader);
    vec![rank(FROM, from), rank(WITH, with), rank(DID, did), rank(TO, resources(subject, reader))]
}

fn runtime(subject: &Subject<'_>, reader: &Reader<'_>) -> Vec<Rank> {
    let runtime = subject.finding.service().runtime_details();
    vec![
        rank(WITH, process(runtime.process(), reader)),
        rank(DID, seen(subject, reader)),
        rank(TO, resources(subject, reader)),
    ]
}

/// What was detected, by the type: where the finding has no action of a kind of its own.
fn seen(subject: &Subject<'_>, reader: &Reader<'_>) -> Option<Node> {
    let name = subject.finding.type_()?;
    let short = name.as_str().split_once('/').map_or(name.as_str(), |(_, rest)| rest).to_owned();
    Some(Node::new(reader, Text::new("Detected", "検出内容"), Tone::Act, (Value::Raw(short), name.row)))
}

/// Origins of actors that are looked for: a hostile finding may hold any number of actors and signals.
const LINKED: usize = 100;

fn sequence(subject: &Subject<'_>, reader: &Reader<'_>) -> Vec<Rank> {
    let sequence = subject.finding.service().detection().sequence();
    let names = Names::of(sequence);
    let mut known: Vec<String> = Vec::new();
    let endpoint = |endpoint| {
        Remote::of_endpoint(endpoint).node(reader, Text::new("Remote endpoint", "リモートエンドポイント"))
    };
    // Where a call came from stands with the credentials that it was made with; where a connection went is a target.
    let mut from: Vec<Node> = sequence
        .actors()
        .filter_map(|actor| {
            const FROM: Text = Text::new("from {x}", "接続元 {x}");
            let (user, process) = (actor.user(), actor.process());
            let node = match user.name().or_else(|| user.uid()) {
                Some(name) => Node::new(reader, CREDENTIALS, Tone::Actor, &name)
                    .note(reader, Text::same("{x}"), user.type_())
                    .note(reader, Text::same("{x}"), user.credential_uid()),
                None => Node::new(
                    reader,
                    PROCESS,
                    Tone::Actor,
                    &process.path().or_else(|| process.name()).or_else(|| actor.id())?,
                ),
            };
            // Each actor is looked up in every signal; the drawing shows a few.
            let id = actor.id().filter(|_| known.len() < LINKED);
            let origins = id.map(|id| names.origins(sequence, id.as_str())).unwrap_or_default();
            known.extend(origins.iter().map(|origin| origin.as_str().to_owned()));
            Some(node.note(reader, FROM, some(origins)))
        })
        .collect();
    let (outbound, inbound): (Vec<_>, Vec<_>) = sequence.endpoints().partition(|endpoint| {
        endpoint.connection().direction().is_some_and(|direction| direction.as_str() == "OUTBOUND")
    });
    let unlinked = inbound.into_iter().filter_map(endpoint).filter(|node| !known.contains(&node.value));
    from.extend(unlinked);
    let signals: Vec<_> = sequence.signals().filter_map(|signal| signal.node().row()).collect();
    let tactics = tactics(sequence);
    let did = (!signals.is_empty()).then(|| {
        let count = Value::Count(signals.len() as u64);
        Node::new(reader, Text::new("Signals", "シグナル"), Tone::Act, (count, signals.clone())).note(
            reader,
            Text::same("{x}"),
            (!tactics.is_empty()).then_some(tactics),
        )
    });
    let to = sequence.resources().filter_map(|resource| {
        let name = resource.name().or_else(|| resource.uid())?;
        let kind = resource
            .resource_type()
            .map_or(Text::new("Resource", "リソース"), |kind| kind_of(kind.as_str()));
        Some(Node::new(reader, kind, Tone::Target, &name))
    });
    vec![rank(WITH, from), rank(DID, did), rank(TO, outbound.into_iter().filter_map(endpoint).chain(to))]
}

/// Scans and whatever comes new: what was detected, and on what.
fn other(subject: &Subject<'_>, reader: &Reader<'_>) -> Vec<Rank> {
    let mut to = resources(subject, reader);
    if to.is_empty() {
        to.extend(
            subject
                .finding
                .account_id()
                .map(|id| Node::new(reader, Text::new("Account", "アカウント"), Tone::Target, &id)),
        );
    }
    let from = remotes(subject).into_iter().filter_map(|remote| remote.node(reader, REMOTE));
    let threats = super::malware::threat_names(subject);
    let did = match threats.is_empty() {
        true => seen(subject, reader),
        false => Some(Node::new(reader, Text::new("A scan found", "スキャンで発見"), Tone::Alarm, threats)),
    };
    vec![rank(FROM, from), rank(WITH, credentials(subject, reader)), rank(DID, did), rank(TO, to)]
}
