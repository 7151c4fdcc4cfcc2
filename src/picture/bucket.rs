//! An S3 bucket's effective permission, layer by layer: two ways in (ACL and policy) through two gates (the account's
//! and the bucket's Block Public Access), and which of them is open.

use super::{
    Drawn, Motif, Scene,
    drawing::{Area, Drawing, Line, Table, Tone},
    node::Node,
    text,
};
use crate::{
    explain::{Reader, Subject, statement::Value},
    i18n::Text,
    json::RowId,
    model::lens::{self, Flag, PublicAccess, PublicAccessConfiguration, S3Bucket},
};

pub static MOTIF: Motif =
    Motif {
        id: "bucket", label: Text::new("Who can reach the bucket", "バケットに誰が到達できるか"), draw
    };

const CAPTION: Text = Text::new(
    "A public ACL or policy counts only if neither the account nor the bucket stops it. Settings as GuardDuty read them at the time; object ACLs and access points are not in the finding.",
    "公開の ACL やポリシーは、アカウントとバケットのどちらの設定でも止められない場合にのみ有効です。設定は GuardDuty が当時読み取ったものです。オブジェクトの ACL とアクセスポイントは検出結果に含まれません。",
);

/// Buckets that are drawn. The table has all.
const MOST: usize = 2;

const BY_ACL: Text = Text::new("through the ACL", "ACL 経由");
const BY_POLICY: Text = Text::new("through the bucket policy", "バケットポリシー経由");

/// One of the two ways in.
struct Way {
    /// Whether the account's setting, and the bucket's, stops it.
    gates: [Option<Flag>; 2],
    /// Whether it grants the public to read, and to write.
    grants: [Option<Flag>; 2],
}

/// What is known of a bucket.
struct Bucket<'f> {
    name: lens::Text<'f>,
    acl: Way,
    policy: Way,
    effective: Option<lens::Text<'f>>,
    /// Reading and writing as sequences give them: for the bucket as a whole.
    open: [Option<Flag>; 2],
}

impl Bucket<'_> {
    /// Whether GuardDuty records it as public.
    fn is_public(&self) -> bool {
        self.effective.as_ref().is_some_and(|effective| effective.as_str() == "PUBLIC")
    }
}

/// Where a way in ends.
#[derive(Clone, Copy, PartialEq)]
enum Reach {
    Open,
    Stopped,
    Unknown,
}

impl Way {
    fn reach(&self) -> Reach {
        let stops = self.gates.iter().flatten().any(|flag| flag.value);
        let grants = self.grants.iter().flatten().any(|flag| flag.value);
        let refuses = self.grants.iter().all(|flag| flag.is_some_and(|flag| !flag.value));
        match (stops || refuses, grants && self.gates.iter().all(Option::is_some)) {
            (true, _) => Reach::Stopped,
            (false, true) => Reach::Open,
            (false, false) => Reach::Unknown,
        }
    }
}

fn draw(subject: &Subject<'_>, reader: &Reader<'_>) -> Option<Drawn> {
    let direct = subject.finding.resource().s3_bucket_details().filter_map(|bucket| {
        let access = bucket.public_access();
        access.node().is_present().then(|| of_access(access, bucket.name().or_else(|| bucket.arn())))?
    });
    let sequence = subject.finding.service().detection().sequence().resources().filter_map(|resource| {
        let bucket = resource.data().s3_bucket();
        bucket.node().is_present().then(|| of_sequence(bucket, resource.name().or_else(|| resource.uid())))?
    });
    let buckets: Vec<Bucket<'_>> = direct.chain(sequence).collect();
    if buckets.is_empty() {
        return None;
    }
    let parts: Vec<Parts> = buckets.iter().map(|bucket| Parts::of(bucket, reader)).collect();
    let table = table(reader, &parts);
    let scene = Scene::both(|width| {
        let mut out = Drawing { width, ..Drawing::default() };
        for part in parts.iter().take(MOST) {
            lanes(&mut out, part);
        }
        out
    });
    Some(Drawn { caption: CAPTION.get(reader.lang).to_owned(), scene, table })
}

fn of_access<'f>(access: PublicAccess<'f>, name: Option<lens::Text<'f>>) -> Option<Bucket<'f>> {
    let (account, bucket) = (
        access.permission_configuration().account_level_permissions().block_public_access(),
        access.permission_configuration().bucket_level_permissions(),
    );
    let (block, acl, policy) =
        (bucket.block_public_access(), bucket.access_control_list(), bucket.bucket_policy());
    Some(Bucket {
        name: name?,
        acl: Way {
            gates: [account.ignore_public_acls(), block.ignore_public_acls()],
            grants: [acl.allows_public_read_access(), acl.allows_public_write_access()],
        },
        policy: Way {
            gates: [account.restrict_public_buckets(), block.restrict_public_buckets()],
            grants: [policy.allows_public_read_access(), policy.allows_public_write_access()],
        },
        effective: access.effective_permission(),
        open: [None, None],
    })
}

fn of_sequence<'f>(bucket: S3Bucket<'f>, name: Option<lens::Text<'f>>) -> Option<Bucket<'f>> {
    let is = |text: Option<lens::Text<'_>>, word: &str| {
        text.map(|text| Flag { value: text.as_str() == word, row: text.row })
    };
    let acl = |of: PublicAccessConfiguration<'_>| is(of.public_acl_ignore_behavior(), "IGNORED");
    let policy = |of: PublicAccessConfiguration<'_>| is(of.public_bucket_restrict_behavior(), "RESTRICTED");
    let (account, own) = (bucket.account_public_access(), bucket.bucket_public_access());
    Some(Bucket {
        name: name?,
        acl: Way { gates: [acl(account), acl(own)], grants: [None, None] },
        policy: Way { gates: [policy(account), policy(own)], grants: [None, None] },
        effective: bucket.effective_permission(),
        open: [is(bucket.public_read_access(), "ALLOWED"), is(bucket.public_write_access(), "ALLOWED")],
    })
}

/// The boxes of a bucket's drawing.
struct Parts {
    anyone: Node,
    /// Account gate, bucket gate, grant: by ACL and by policy.
    rows: [[Node; 2]; 3],
    /// How far each way comes: the number of boxes it passes, and whether that is certain.
    ways: [(usize, Reach); 2],
    bucket: Node,
}

impl Parts {
    fn of(bucket: &Bucket<'_>, reader: &Reader<'_>) -> Parts {
        const ACCOUNT: Text = Text::new("Account:", "アカウント:");
        const BUCKET: Text = Text::new("Bucket:", "バケット:");
        const ACL: Text = Text::new("Bucket ACL", "バケットの ACL");
        const POLICY: Text = Text::new("Bucket policy", "バケットポリシー");
        let words = |text: Text| text.get(reader.lang);
        let gate = |whose: Text, setting: &str, flag: Option<Flag>| {
            const STOPS: Text = Text::new("stopped here", "ここで止まる");
            const PASSES: Text = Text::new("lets it pass", "通過");
            const UNKNOWN: Text = Text::new("not in the finding", "検出結果に記載なし");
            let (tone, value, says) = match flag {
                Some(flag) if flag.value => (Tone::Calm, "true", STOPS),
                Some(_) => (Tone::Plain, "false", PASSES),
                None => (Tone::Faint, "–", UNKNOWN),
            };
            let rows: Vec<RowId> = flag.map(|flag| flag.row).into_iter().collect();
            Node::of(format!("{} {setting}", words(whose)), tone, value.to_owned(), rows).says(
                reader,
                says,
                [],
            )
        };
        let grant = |kind: Text, way: &Way| {
            const PUBLIC: Text = Text::new("grants everyone: {x}", "全員に許可: {x}");
            const NOBODY: Text = Text::new("grants the public nothing", "公開の許可なし");
            const UNKNOWN: Text = Text::new("not in the finding", "検出結果に記載なし");
            let rows: Vec<RowId> = way.grants.iter().flatten().map(|flag| flag.row).collect();
            let granted = access(way.grants);
            let (tone, says) = match (granted.is_empty(), rows.is_empty()) {
                (false, _) => (Tone::Alarm, PUBLIC),
                (true, false) => (Tone::Calm, NOBODY),
                (true, true) => (Tone::Faint, UNKNOWN),
            };
            let node = Node::of(words(kind).to_owned(), tone, String::new(), rows);
            node.note(reader, says, Some(Value::List(granted)))
        };
        let rows = [
            [
                gate(ACCOUNT, "IgnorePublicAcls", first(bucket.acl.gates)),
                gate(ACCOUNT, "RestrictPublicBuckets", first(bucket.policy.gates)),
            ],
            [
                gate(BUCKET, "IgnorePublicAcls", last(bucket.acl.gates)),
                gate(BUCKET, "RestrictPublicBuckets", last(bucket.policy.gates)),
            ],
            [grant(ACL, &bucket.acl), grant(POLICY, &bucket.policy)],
        ];
        let anyone = Node::of(
            words(Text::new("From outside", "外部から")).to_owned(),
            Tone::Actor,
            String::new(),
            Vec::new(),
        )
        .says(reader, Text::new("anyone on the internet", "インターネット上の誰でも"), []);
        let ways = [&bucket.acl, &bucket.policy].map(|way| (passed(way, bucket.is_public()), way.reach()));
        Parts { anyone, rows, ways, bucket: verdict(bucket, reader) }
    }
}

fn first<T>([first, _]: [T; 2]) -> T {
    first
}

fn last<T>([_, last]: [T; 2]) -> T {
    last
}

/// Reading and writing, in words.
fn access([read, write]: [Option<Flag>; 2]) -> Vec<Value> {
    const READ: Text = Text::new("read", "読み取り");
    const WRITE: Text = Text::new("write", "書き込み");
    let named = [(read, READ), (write, WRITE)];
    named
        .into_iter()
        .filter(|(flag, _)| flag.is_some_and(|flag| flag.value))
        .map(|(_, text)| Value::Words(text))
        .collect()
}

/// How many of the three boxes a way passes: both gates and the grant. Where the grants are not in the finding, the bucket
/// that GuardDuty records as public is taken to be reached.
fn passed(way: &Way, public: bool) -> usize {
    let granted = way.grants.iter().flatten().any(|flag| flag.value)
        || public && way.grants.iter().all(Option::is_none);
    let open = |flag: &Option<Flag>| flag.is_none_or(|flag| !flag.value);
    match way.gates.iter().position(|flag| !open(flag)) {
        Some(at) => at,
        None => 2 + usize::from(granted),
    }
}

/// The bucket itself: what GuardDuty records, and which way in explains it.
fn verdict(bucket: &Bucket<'_>, reader: &Reader<'_>) -> Node {
    const OPEN: Text = Text::new("open {x}", "{x}で公開");
    const UNEXPLAINED: Text = Text::new(
        "none of the settings in the finding opens it: look at object ACLs and access points",
        "検出結果にある設定では公開になりません。オブジェクトの ACL とアクセスポイントを確認してください",
    );
    const CONTRADICTED: Text = Text::new(
        "the settings say it is open; GuardDuty records it as not public",
        "設定上は公開ですが、GuardDuty は非公開と記録しています",
    );
    let public = bucket.effective.as_ref().map(|_| bucket.is_public());
    let ways: Vec<Value> = [(&bucket.acl, BY_ACL), (&bucket.policy, BY_POLICY)]
        .into_iter()
        .filter(|(way, _)| way.reach() == Reach::Open)
        .map(|(_, text)| Value::Words(text))
        .collect();
    let tone = if public == Some(true) { Tone::Alarm } else { Tone::Target };
    let node = Node::new(reader, super::resources::BUCKET, tone, &bucket.name)
        .note(reader, Text::new("effective permission {x}", "実効的な権限 {x}"), bucket.effective.clone())
        .note(reader, Text::new("open to everyone: {x}", "全員に公開: {x}"), {
            let rows: Vec<RowId> = bucket.open.iter().flatten().map(|flag| flag.row).collect();
            let open = access(bucket.open);
            (!open.is_empty()).then_some((Value::List(open), rows))
        });
    let known = [&bucket.acl, &bucket.policy].iter().all(|way| way.reach() != Reach::Unknown);
    let row = bucket.effective.as_ref().map(|effective| effective.row);
    match (public, ways.is_empty()) {
        (Some(false), false) => node.says(reader, CONTRADICTED, row),
        (_, false) => node.note(reader, OPEN, Some(Value::List(ways))),
        (Some(true), true) if known => node.says(reader, UNEXPLAINED, row),
        _ => node,
    }
}

/// The drawing of one bucket, below what is drawn already.
fn lanes(out: &mut Drawing, parts: &Parts) {
    const GAP: i32 = 20;
    let width = out.width;
    let column = (width - 2 - GAP) / 2;
    let lefts = [1, 1 + column + GAP];
    let mut y = if out.height == 0 { 1 } else { out.height + GAP };
    let (mark, top) = parts.anyone.block(width - 2, false).place(1, y);
    out.marks.push(mark);
    y = top.bottom() + GAP;
    let mut above = [top, top];
    for (at, row) in parts.rows.iter().enumerate() {
        let blocks = row.each_ref().map(|node| node.block(column, false));
        let tall = blocks.iter().map(|block| block.height).max().unwrap_or(0);
        for (((block, x), before), way) in blocks.into_iter().zip(lefts).zip(&mut above).zip(parts.ways) {
            let (mark, area) = block.tall(tall).place(x, y);
            out.marks.push(mark);
            step(out, (*before, area), at, way);
            *before = area;
        }
        y += tall + GAP;
    }
    let (mark, foot) = parts.bucket.block(width - 2, false).place(1, y);
    out.marks.push(mark);
    for (before, way) in above.into_iter().zip(parts.ways) {
        step(out, (before, foot), 3, way);
    }
    out.height = foot.bottom() + 1;
}

/// The line of a way into a box, if it comes that far.
fn step(out: &mut Drawing, (above, below): (Area, Area), at: usize, (passed, reach): (usize, Reach)) {
    if at <= passed {
        let x = if above.w < below.w { above.centre() } else { below.centre() };
        let tone = if reach == Reach::Open { Tone::Alarm } else { Tone::Plain };
        out.lines.push(Line::through(&[(x, above.bottom()), (x, below.y)], true, tone));
    }
}

fn table(reader: &Reader<'_>, parts: &[Parts]) -> Table {
    const HEAD: [Text; 4] = [
        Text::new("Layer", "層"),
        Text::new("Value", "値"),
        Text::new("Details", "詳細"),
        Text::new("Bucket", "バケット"),
    ];
    let rows = parts.iter().flat_map(|part| {
        let all = [&part.anyone].into_iter().chain(part.rows.iter().flatten()).chain([&part.bucket]);
        all.map(|node| {
            vec![node.kind.clone(), text::whole(&node.value), node.details(), text::whole(&part.bucket.value)]
        })
    });
    Table { head: HEAD.map(|text| text.get(reader.lang).to_owned()).into(), rows: rows.collect() }
}
