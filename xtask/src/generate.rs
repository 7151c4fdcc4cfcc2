//! Makes findings by the thousand, for measuring: of every type that has a sample, with power-law accounts, resources and
//! actors, updates of earlier findings, and the sizes of real exports. The same numbers give the same bytes.
//!
//! A sample becomes a template once: literal text and slots. A finding is a template filled by what its seed draws; an
//! update is the same seed again with a later time and a higher count.

use crate::{
    Result,
    project::{Fnv, Project, files, read},
};
use flate2::{Compression, GzBuilder};
use serde_json::{Map, Value};
use std::{
    collections::BTreeMap,
    fs::{self, File},
    hash::Hasher,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

/// What is to be made.
struct Order {
    findings: u64,
    seed: u64,
    gzip: bool,
    files: u64,
    out: PathBuf,
}

/// `cargo xtask gen`
pub fn command(project: &Project, arguments: &[String]) -> Result {
    let order = order(project, arguments)?;
    let maker = Maker::new(&project.root, order.seed)?;
    fs::create_dir_all(&order.out).map_err(|e| format!("{}: {e}", order.out.display()))?;
    let mut sizes = Sizes::default();
    let mut number = 0;
    for file in 0..order.files {
        let name = match (order.files, order.gzip) {
            (1, false) => "findings.jsonl".to_owned(),
            (1, true) => "findings.jsonl.gz".to_owned(),
            (_, false) => format!("findings-{file:04}.jsonl"),
            (_, true) => format!("findings-{file:04}.jsonl.gz"),
        };
        let path = order.out.join(name);
        let failed = |e: std::io::Error| format!("{}: {e}", path.display());
        let plain = BufWriter::with_capacity(1 << 20, File::create(&path).map_err(failed)?);
        let mut out: Box<dyn Write> = match order.gzip {
            true => Box::new(GzBuilder::new().mtime(0).write(plain, Compression::default())),
            false => Box::new(plain),
        };
        let end = order.findings * (file + 1) / order.files;
        while number < end {
            let line = maker.line(number, order.findings);
            sizes.take(line.len() as u64);
            out.write_all(line.as_bytes()).and_then(|()| out.write_all(b"\n")).map_err(failed)?;
            number += 1;
        }
        out.flush().map_err(failed)?;
    }
    println!(
        "{} findings in {} files in {}: {} bytes; mean {}, least {}, most {}",
        order.findings,
        order.files,
        order.out.display(),
        sizes.sum,
        sizes.sum / sizes.count.max(1),
        sizes.least,
        sizes.most
    );
    Ok(())
}

fn order(project: &Project, arguments: &[String]) -> Result<Order> {
    let mut order =
        Order { findings: 1000, seed: 1, gzip: false, files: 1, out: project.root.join("target/findings") };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let mut value = || rest.next().ok_or_else(|| format!("{argument} needs a value"));
        let number = |text: &String| text.parse().map_err(|_| format!("{argument}: {text} is no number"));
        match argument.as_str() {
            "--findings" => order.findings = number(value()?)?,
            "--seed" => order.seed = number(value()?)?,
            "--files" => order.files = number(value()?)?.max(1),
            "--out" => order.out = PathBuf::from(value()?),
            "--gz" => order.gzip = true,
            other => {
                return Err(format!(
                    "`{other}` is no option. There are: --findings N --seed S --gz --files K --out DIR"
                ));
            }
        }
    }
    Ok(order)
}

#[derive(Default)]
struct Sizes {
    count: u64,
    sum: u64,
    least: u64,
    most: u64,
}

impl Sizes {
    fn take(&mut self, size: u64) {
        self.least = if self.count == 0 { size } else { self.least.min(size) };
        self.most = self.most.max(size);
        self.count += 1;
        self.sum += size;
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): small, and the same everywhere and always.
struct Random(u64);

impl Random {
    /// The numbers that belong to a seed and a purpose.
    fn of(parts: &[u64]) -> Random {
        let mut hash = Fnv::default();
        parts.iter().for_each(|part| hash.write(&part.to_le_bytes()));
        Random(hash.finish())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below a limit.
    fn below(&mut self, limit: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(limit)) >> 64) as u64
    }

    /// Whether something happens that does so many times in a hundred.
    fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// A number below a limit, small ones far more often: each octave as often as the next. Whole numbers only, so that
    /// no machine rounds differently.
    fn skewed(&mut self, limit: u64) -> u64 {
        let octaves = u64::from(64 - limit.leading_zeros());
        let top = 1 << self.below(octaves + 1);
        self.below(limit.min(top))
    }

    fn hex(&mut self, digits: usize) -> String {
        let mut out = String::new();
        while out.len() < digits {
            out.push_str(&format!("{:016x}", self.next()));
        }
        out.truncate(digits);
        out
    }

    fn letters(&mut self, count: usize) -> String {
        (0..count).map(|_| b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[self.below(32) as usize] as char).collect()
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len() as u64) as usize]
    }
}

const REGIONS: [&str; 8] = [
    "us-east-1",
    "ap-northeast-1",
    "eu-west-1",
    "us-west-2",
    "eu-central-1",
    "ap-southeast-2",
    "us-east-2",
    "sa-east-1",
];
const PLACES: [(&str, &str, &str, &str); 12] = [
    ("Exampleland", "Springfield", "48.1", "11.6"),
    ("Samplestan", "Riverton", "46.2", "6.1"),
    ("Testonia", "Northvale", "59.3", "24.7"),
    ("Sampleland", "Millport", "50.4", "30.5"),
    ("Demonia", "Lakeside", "35.7", "139.7"),
    ("Fictavia", "Oldtown", "52.5", "13.4"),
    ("Norwhere", "Eastgate", "60.2", "24.9"),
    ("Mockistan", "Hillview", "41.3", "69.2"),
    ("Placeholdia", "Westbrook", "-33.9", "151.2"),
    ("Exemplaria", "Southport", "19.4", "-99.1"),
    ("Prototypia", "Highfield", "1.3", "103.8"),
    ("Genericstan", "Fairmont", "55.7", "37.6"),
];
const ORGANIZATIONS: [&str; 10] = [
    "Example Rental Servers",
    "Sample Datacenter",
    "Example Scanner Hosting",
    "Sample Dedicated",
    "Example Web",
    "Example Pool Operator",
    "Test Residential Broadband",
    "Demo Mobile",
    "Sample Cloud",
    "Example University",
];
const USERS: [&str; 16] = [
    "build-bot",
    "deploy",
    "web-app-prod",
    "batch-etl",
    "n.okada",
    "a.meyer",
    "release-manager",
    "terraform",
    "backup-operator",
    "data-export",
    "s.tanaka",
    "ops-oncall",
    "ci-runner",
    "j.silva",
    "audit-reader",
    "k.nowak",
];
const TEAMS: [&str; 8] =
    ["payments", "search", "checkout", "platform", "analytics", "identity", "media", "booking"];

/// What stands in a slot.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Slot {
    Id,
    Detector,
    Account,
    Region,
    Instance,
    User,
    Principal,
    AccessKey,
    RemoteIp(u8),
    Country,
    City,
    Lat,
    Lon,
    Asn,
    Organization,
    Domain,
    PrivateIp,
    Bucket,
    Cluster,
    Container,
    Sha,
    Port,
    Count,
    Severity,
    Archived,
    Sample,
    Tags,
    /// A time that belongs to the activity's beginning: so many milliseconds from the finding's creation.
    Begin(i64, bool),
    /// A time that moves with each update: so many milliseconds from the update.
    Now(i64, bool),
}

enum Part {
    Text(String),
    Slot(Slot),
}

/// A sample, taken apart.
struct Template {
    parts: Vec<Part>,
    severity: String,
}

/// Makes lines.
pub struct Maker {
    templates: Vec<Template>,
    seed: u64,
}

/// The last moment of generated findings: 2026-11-01T00:00:00Z, in milliseconds.
const END: i64 = 1_793_491_200_000;
/// How far back they reach: 90 days.
const SPAN: i64 = 90 * 86_400_000;

impl Maker {
    /// Reads the samples below a project's root.
    pub fn new(root: &Path, seed: u64) -> Result<Maker> {
        let json = |path: &Path| {
            serde_json::from_str::<Value>(&read(path)?).map_err(|e| format!("{}: {e}", path.display()))
        };
        let model = json(&root.join("model/guardduty.json"))?;
        let samples = files(&root.join("knowledge/types"))?;
        let samples = samples.iter().filter(|path| path.extension().is_some_and(|end| end == "json"));
        Ok(Maker::of(samples.map(|path| json(path)).collect::<Result<_>>()?, &model, seed))
    }

    /// A maker of findings like these samples.
    fn of(mut samples: Vec<Value>, model: &Value, seed: u64) -> Maker {
        // In an order of their own, so that the frequent types are not all of one resource.
        samples.sort_by_cached_key(|sample| Fnv::of(sample["type"].to_string().as_bytes()));
        Maker { templates: samples.into_iter().map(|sample| Template::of(sample, model)).collect(), seed }
    }

    /// The line of a number among so many.
    pub fn line(&self, number: u64, of: u64) -> String {
        // One in five is an update of an earlier one.
        let mut first = number;
        let mut updates = 0;
        while updates < 5 {
            let mut draw = Random::of(&[self.seed, first, 1]);
            if first == 0 || !draw.percent(20) {
                break;
            }
            first -= 1 + draw.skewed(first.min(4000));
            updates += 1;
        }
        let at = |number: u64| {
            let jitter = Random::of(&[self.seed, number, 2]).below(600_000) as i64;
            END - SPAN + (i128::from(SPAN) * i128::from(number) / i128::from(of.max(1))) as i64 + jitter
        };
        let mut draw = Random::of(&[self.seed, first, 3]);
        // Some types are frequent and none is missing.
        let types = self.templates.len() as u64;
        let template = if draw.percent(15) { draw.below(types) } else { draw.skewed(types) };
        let template = &self.templates[template as usize];
        let values = Values::new(self.seed, draw, at(first), at(number).max(at(first)), updates);
        let mut out = String::with_capacity(4096);
        for part in &template.parts {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Slot(slot) => out.push_str(&values.get(*slot, &template.severity)),
            }
        }
        out
    }
}

/// What a finding's seed drew.
struct Values {
    texts: BTreeMap<Slot, String>,
    remote: Vec<String>,
    begin: i64,
    now: i64,
    severity: Option<&'static str>,
}

impl Values {
    fn new(seed: u64, mut draw: Random, begin: i64, now: i64, updates: u64) -> Values {
        let account = draw.skewed(200);
        let mut of_account = Random::of(&[seed, account, 4]);
        let number = 100_000_000_000 + of_account.below(900_000_000_000);
        let region = REGIONS[(of_account.below(8) + draw.skewed(4)) as usize % 8];
        let actor = draw.skewed(3000);
        let mut of_actor = Random::of(&[seed, actor, 5]);
        // Benchmarking and documentation ranges and a part of a private one: no address of anybody.
        let address = |draw: &mut Random| match draw.below(4) {
            0 => format!("203.0.113.{}", draw.below(256)),
            1 => format!("198.51.100.{}", draw.below(256)),
            _ => format!("198.{}.{}.{}", 18 + draw.below(2), draw.below(256), draw.below(256)),
        };
        let mut remote = vec![address(&mut of_actor)];
        remote.extend((0..3).map(|_| address(&mut draw)));
        let place = PLACES[of_actor.skewed(12) as usize];
        let organization = of_actor.below(10);
        let machine = draw.skewed(400);
        let mut of_machine = Random::of(&[seed, account, machine, 6]);
        let user = draw.skewed(16);
        let mut of_user = Random::of(&[seed, account, user, 7]);
        let name = USERS[((user + account) % 16) as usize];
        let principal = format!("{}{}", of_user.pick(&["AIDA", "AROA"]), of_user.letters(16));
        let team = TEAMS[(account % 8) as usize];
        let mut severity = Random(draw.next());
        let tags = |mut draw: Random| {
            let all = [
                ("CostCenter", format!("cc-{}", 1000 + account)),
                ("Owner", format!("{team}@example.com")),
                ("Environment", draw.pick(&["prod", "staging", "dev"]).to_owned()),
                ("aws:autoscaling:groupName", format!("{team}-web-asg")),
                ("aws:cloudformation:stack-name", format!("{team}-service-{}", draw.below(40))),
                ("DataClassification", draw.pick(&["internal", "confidential", "public"]).to_owned()),
                ("Backup", "daily".to_owned()),
                ("PatchGroup", format!("linux-{}", draw.below(4))),
            ];
            let count = draw.below(9) as usize;
            all.iter()
                .take(count)
                .map(|(key, value)| format!(r#",{{"key":"{key}","value":"{value}"}}"#))
                .collect()
        };
        let mut texts = BTreeMap::new();
        texts.insert(Slot::Id, draw.hex(32));
        texts.insert(Slot::Detector, Random::of(&[seed, account, 8]).hex(32));
        texts.insert(Slot::Account, number.to_string());
        texts.insert(Slot::Region, region.to_owned());
        texts.insert(Slot::Instance, format!("i-{}", of_machine.hex(17)));
        texts
            .insert(Slot::PrivateIp, format!("10.{}.{}.{}", account % 256, machine / 250, machine % 250 + 4));
        texts.insert(Slot::Tags, tags(of_machine));
        texts.insert(Slot::User, name.to_owned());
        texts.insert(Slot::AccessKey, format!("{}{}", of_user.pick(&["AKIA", "ASIA"]), of_user.letters(16)));
        texts.insert(Slot::Principal, principal);
        texts.insert(Slot::Country, place.0.to_owned());
        texts.insert(Slot::City, place.1.to_owned());
        texts.insert(Slot::Lat, place.2.to_owned());
        texts.insert(Slot::Lon, place.3.to_owned());
        texts.insert(Slot::Asn, (64_496 + organization).to_string());
        texts.insert(Slot::Organization, ORGANIZATIONS[organization as usize].to_owned());
        texts.insert(
            Slot::Domain,
            format!("{}.{}", of_actor.hex(6), of_actor.pick(&["example.net", "example.org", "example.com"])),
        );
        texts.insert(Slot::Bucket, format!("example-{team}-{}", draw.skewed(60)));
        texts.insert(Slot::Cluster, format!("{team}-{}", draw.skewed(6)));
        texts.insert(Slot::Container, draw.hex(64));
        texts.insert(Slot::Sha, Random::of(&[seed, actor % 300, 9]).hex(64));
        texts.insert(Slot::Port, (32_768 + draw.below(28_000)).to_string());
        texts.insert(Slot::Count, (1 + updates * (1 + draw.skewed(40)) + draw.skewed(30)).to_string());
        texts.insert(Slot::Archived, draw.percent(5).to_string());
        texts.insert(Slot::Sample, draw.percent(2).to_string());
        let severity =
            severity.percent(15).then(|| severity.pick(&["2", "2.4", "4.5", "5", "5.3", "7.1", "8"]));
        Values { texts, remote, begin, now, severity }
    }

    fn get(&self, slot: Slot, severity: &str) -> String {
        match slot {
            Slot::Severity => self.severity.unwrap_or(severity).to_owned(),
            Slot::RemoteIp(at) => self.remote[usize::from(at) % self.remote.len()].clone(),
            Slot::Begin(offset, iso) => time(self.begin + offset, iso),
            Slot::Now(offset, iso) => time(self.now + offset, iso),
            slot => self.texts[&slot].clone(),
        }
    }
}

/// A time in milliseconds as findings write it: ISO 8601, or seconds since 1970 with a fraction.
fn time(at: i64, iso: bool) -> String {
    let (seconds, millis) = (at.div_euclid(1000), at.rem_euclid(1000));
    if !iso {
        return match millis {
            0 => format!("{seconds}.0"),
            _ => format!("{seconds}.{millis:03}").trim_end_matches('0').to_owned(),
        };
    }
    // Howard Hinnant's civil_from_days.
    let (days, second) = (seconds.div_euclid(86_400) + 719_468, seconds.rem_euclid(86_400));
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let (day, month) = (day - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 });
    let year = year + era * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z")
}

/// The milliseconds of a time in ISO 8601, as the samples write it.
fn millis(text: &str) -> Option<i64> {
    let digits = |from: usize, to: usize| text.get(from..to)?.parse::<i64>().ok();
    if text.len() < 20 || text.as_bytes()[10] != b'T' || !text.ends_with('Z') {
        return None;
    }
    let (year, month, day) = (digits(0, 4)?, digits(5, 7)?, digits(8, 10)?);
    let (hour, minute, second) = (digits(11, 13)?, digits(14, 16)?, digits(17, 19)?);
    let fraction = text[19..text.len() - 1]
        .strip_prefix('.')
        .map_or(0, |f| format!("{f:0<3}")[..3].parse().unwrap_or(0));
    // Howard Hinnant's days_from_civil.
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    Some(((days * 24 + hour) * 60 + minute) * 60_000 + second * 1000 + fraction)
}

/// Marks a slot inside a text; no sample has this character.
const MARK: char = '\u{E000}';

impl Template {
    fn of(mut sample: Value, model: &Value) -> Template {
        let updated = sample["updatedAt"].as_str().and_then(millis).unwrap_or_default();
        let severity = sample["severity"].to_string();
        as_exported(&mut sample, model);
        let mut slots = Slots { known: Vec::new(), all: Vec::new(), updated };
        slots.learn("", &sample);
        // The longer first: a name may be a part of another.
        slots.known.sort_by_key(|(text, _)| std::cmp::Reverse(text.len()));
        slots.known.dedup_by(|a, b| a.0 == b.0);
        slots.mark("", &mut sample);
        let text = sample.to_string();
        let mut parts = Vec::new();
        for (at, piece) in text.split(MARK).enumerate() {
            match piece.parse::<usize>() {
                Ok(slot) if at % 2 == 1 => parts.push(Part::Slot(slots.all[slot])),
                _ => parts.push(Part::Text(piece.to_owned())),
            }
        }
        // What is no text has its quotes around the mark taken away.
        for at in 1..parts.len().saturating_sub(1) {
            let bare = matches!(
                parts[at],
                Part::Slot(
                    Slot::Count
                        | Slot::Severity
                        | Slot::Archived
                        | Slot::Sample
                        | Slot::Lat
                        | Slot::Lon
                        | Slot::Port
                        | Slot::Tags
                        | Slot::Begin(_, false)
                        | Slot::Now(_, false)
                )
            );
            // Inside the string of `additionalInfo` the quotes are escaped.
            let cut = |text: &mut String, end: bool| {
                for quote in ["\\\"", "\""] {
                    let cut = if end { text.strip_suffix(quote) } else { text.strip_prefix(quote) };
                    if let Some(cut) = cut {
                        return *text = cut.to_owned();
                    }
                }
            };
            if bare {
                if let Part::Text(before) = &mut parts[at - 1] {
                    cut(before, true);
                }
                if let Part::Text(after) = &mut parts[at + 1] {
                    cut(after, false);
                }
            }
            if matches!(parts[at], Part::Slot(Slot::Tags))
                && let Part::Text(before) = &mut parts[at - 1]
                && before.ends_with(',')
            {
                before.pop();
            }
        }
        Template { parts, severity }
    }
}

/// What an export has and the samples leave out: members that are null, and the content of `additionalInfo` beside its
/// string. Samples say that they are samples; what is made of them does so rarely.
fn as_exported(sample: &mut Value, model: &Value) {
    let members = |shape: &str| {
        let members = model["structures"][shape].as_object().into_iter().flatten();
        members.filter_map(|(_, member)| member["wire"].as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    let mut with_nulls = |pointer: &str, shape: &str| {
        if let Some(Value::Object(object)) = sample.pointer_mut(pointer) {
            for wire in members(shape) {
                object.entry(wire).or_insert(Value::Null);
            }
        }
    };
    with_nulls("/resource", "Resource");
    with_nulls("/resource/instanceDetails", "InstanceDetails");
    with_nulls("/service/action", "Action");
    if let Some(Value::Object(info)) = sample.pointer_mut("/service/additionalInfo") {
        let text = info.get("value").and_then(Value::as_str).unwrap_or("{}");
        let mut held: Map<String, Value> = serde_json::from_str(text).unwrap_or_default();
        held.insert("sample".into(), Value::Bool(true));
        info.insert("value".into(), Value::String(Value::Object(held.clone()).to_string()));
        for (key, value) in held {
            info.entry(key).or_insert(value);
        }
    }
}

struct Slots {
    /// Texts that are replaced wherever they occur.
    known: Vec<(String, Slot)>,
    /// Every slot of the template, by its number.
    all: Vec<Slot>,
    /// The time of the sample's update.
    updated: i64,
}

impl Slots {
    /// Looks for the values that vary.
    fn learn(&mut self, key: &str, value: &Value) {
        match value {
            Value::Object(object) => object.iter().for_each(|(key, value)| self.learn(key, value)),
            Value::Array(list) => list.iter().for_each(|value| self.learn(key, value)),
            Value::String(text) => {
                let remote =
                    self.known.iter().filter(|(_, slot)| matches!(slot, Slot::RemoteIp(_))).count() as u8;
                let slot = match key {
                    "id" if text.len() == 32 => Slot::Id,
                    "detectorId" => Slot::Detector,
                    "accountId" => Slot::Account,
                    "region" => Slot::Region,
                    "instanceId" => Slot::Instance,
                    "userName" | "username" => Slot::User,
                    "principalId" => Slot::Principal,
                    "accessKeyId" | "credentialUid" => Slot::AccessKey,
                    "ipAddressV4" | "ip" if !text.starts_with("10.") && !text.starts_with("172.") => {
                        Slot::RemoteIp(remote)
                    }
                    "privateIpAddress" => Slot::PrivateIp,
                    "domain" => Slot::Domain,
                    "executableSha256" | "hash" => Slot::Sha,
                    "id" if text.len() == 64 => Slot::Container,
                    _ => return,
                };
                let fits = text.len() > 4 && !self.known.iter().any(|(known, _)| known == text);
                if fits {
                    self.known.push((text.clone(), slot));
                }
            }
            _ => {}
        }
    }

    fn slot(&mut self, slot: Slot) -> String {
        self.all.push(slot);
        format!("{MARK}{}{MARK}", self.all.len() - 1)
    }

    /// Puts marks for what varies.
    fn mark(&mut self, key: &str, value: &mut Value) {
        let slot = match (key, &*value) {
            ("count", Value::Number(_)) => Some(Slot::Count),
            ("severity", Value::Number(_)) => Some(Slot::Severity),
            ("archived", Value::Bool(_)) => Some(Slot::Archived),
            ("sample", Value::Bool(_)) => Some(Slot::Sample),
            ("lat", Value::Number(_)) => Some(Slot::Lat),
            ("lon", Value::Number(_)) => Some(Slot::Lon),
            ("port", Value::Number(port)) if port.as_u64().is_some_and(|port| port > 32_000) => {
                Some(Slot::Port)
            }
            ("countryName" | "country", Value::String(_)) => Some(Slot::Country),
            ("cityName" | "city", Value::String(_)) => Some(Slot::City),
            ("asn", Value::String(_)) => Some(Slot::Asn),
            ("asnOrg" | "isp" | "org", Value::String(_)) => Some(Slot::Organization),
            (_, Value::String(text)) => millis(text).map(|at| self.time(key, at, true)),
            (_, Value::Number(number)) if key.ends_with("At") || key.ends_with("Time") => number
                .as_f64()
                .filter(|n| *n > 1e9)
                .map(|n| self.time(key, (n * 1000.0).round() as i64, false)),
            _ => None,
        };
        if let Some(slot) = slot {
            *value = Value::String(self.slot(slot));
            return;
        }
        match value {
            Value::Object(object) => {
                for (key, value) in object.iter_mut() {
                    self.mark(key, value);
                }
            }
            Value::Array(list) => {
                list.iter_mut().for_each(|value| self.mark(key, value));
                if key == "tags" && !list.is_empty() {
                    list.push(Value::String(self.slot(Slot::Tags)));
                }
            }
            Value::String(text) => {
                // JSON in a string varies as its copy beside it does.
                if key == "value"
                    && text.starts_with('{')
                    && let Ok(mut inner) = serde_json::from_str::<Value>(text)
                {
                    self.mark("", &mut inner);
                    *text = inner.to_string();
                    return;
                }
                for (known, slot) in self.known.clone() {
                    // One mark at a time: what stands in a mark is a number and never a known text.
                    if text.contains(&known) {
                        let mark = self.slot(slot);
                        *text = text.replace(&known, &mark);
                    }
                }
            }
            _ => {}
        }
    }

    fn time(&self, key: &str, at: i64, iso: bool) -> Slot {
        match key {
            "updatedAt" | "eventLastSeen" | "lastSeenAt" => Slot::Now(at - self.updated, iso),
            // Never after the update, though two samples have it so.
            _ => Slot::Begin((at - self.updated).min(0), iso),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn maker(seed: u64) -> Maker {
        Maker::new(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(".."), seed).unwrap()
    }

    #[test]
    fn times_come_back_as_they_were() {
        for text in ["2026-09-15T19:51:07.114Z", "2024-02-29T00:00:00.000Z", "1999-12-31T23:59:59.999Z"] {
            assert_eq!(time(millis(text).unwrap(), true), text);
        }
        assert_eq!(time(1_789_362_012_500, false), "1789362012.5");
        assert_eq!(millis("not a time at all, no"), None);
    }

    #[test]
    fn what_is_made_are_findings_of_the_sizes_of_real_exports() {
        let (maker, mut sizes) = (maker(7), Sizes::default());
        let (mut types, mut ids) = (std::collections::HashSet::new(), std::collections::HashMap::new());
        for number in 0..3000 {
            let line = maker.line(number, 3000);
            let finding: Value = serde_json::from_str(&line).unwrap_or_else(|e| panic!("{e}: {line}"));
            assert!(!line.contains(MARK), "{line}");
            sizes.take(line.len() as u64);
            types.insert(finding["type"].as_str().unwrap().to_owned());
            *ids.entry(finding["id"].as_str().unwrap().to_owned()).or_insert(0) += 1;
            assert!(finding["severity"].as_f64().is_some() && finding["service"]["archived"].is_boolean());
            let time = |key: &str| finding[key].as_str().unwrap().to_owned();
            assert!(time("createdAt") <= time("updatedAt"), "{} {}", time("createdAt"), time("updatedAt"));
        }
        let mean = sizes.sum / sizes.count;
        assert!((3000..4000).contains(&mean), "mean {mean}");
        assert!(sizes.least >= 1800 && sizes.most <= 14_000, "{} to {}", sizes.least, sizes.most);
        assert!(types.len() > 200, "{} types", types.len());
        let again = ids.values().filter(|count| **count > 1).count();
        assert!((200..700).contains(&again), "{again} findings came again");
    }

    #[test]
    fn the_same_numbers_give_the_same_bytes() {
        // Of samples of its own, so that the catalogue may change.
        let sample = |name: &str| {
            serde_json::json!({
                "accountId": "111122223333", "region": "us-east-1", "id": "00000000000000000000000000000000",
                "type": name, "severity": 5, "createdAt": "2026-09-15T19:51:07.114Z",
                "updatedAt": "2026-09-15T19:55:07.114Z", "title": "i-00000000 talks to 203.0.113.7.",
                "resource": { "instanceDetails": { "instanceId": "i-00000000", "tags": [{ "key": "a", "value": "b" }] } },
                "service": {
                    "action": { "networkConnectionAction": { "remoteIpDetails": { "ipAddressV4": "203.0.113.7" } } },
                    "additionalInfo": { "value": "{\"sample\":true}" }, "archived": false, "count": 1,
                }
            })
        };
        let model =
            serde_json::json!({ "structures": { "Action": { "A": { "wire": "dnsRequestAction" } } } });
        let text = |seed| {
            let maker = Maker::of(vec![sample("A:EC2/B"), sample("C:EC2/D")], &model, seed);
            (0..50).map(|number| maker.line(number, 50) + "\n").collect::<String>()
        };
        assert_ne!(text(1), text(2));
        assert_eq!(Fnv::of(text(1).as_bytes()), "56636c417d6901e4");
    }
}
