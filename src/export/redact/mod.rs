//! Taking secrets out: values of the ticked classes become stand-ins, in new bytes that read like the old ones.
//!
//! ```text
//! findings ─ Survey::add (each, in order) ─▶ values by class ─ Survey::redaction(ticked) ─▶ Redaction
//!                                                  └─▶ Preview
//! text ─ Redaction::finding ─▶ new text, read again by the whole pipeline       Redaction::key ─▶ Key ─ restore ─▶ text
//! ```
//!
//! Two passes. The first notes every value that a field or its own form tells to be sensitive, over all findings, so that
//! the same value gets the same stand-in in all of them. The second replaces each occurrence, the longest value first,
//! wherever it stands: in other fields, in sentences, in URLs, in user agents, in keys of maps, in JSON inside strings,
//! escaped, URL-encoded or in base64. Nothing but the spans of values is changed: order, blanks and number texts stay.
//!
//! Stand-ins are numbered by first occurrence. They are made from nothing but that order and the value's form, so they
//! give nothing of the value away, and the same input gives the same output.

mod address;
mod class;
mod edit;
mod key;
mod matcher;
mod preview;
mod standin;

pub(crate) use class::field_class;
pub use class::{Class, Classes};
pub(crate) use key::hex;
pub use key::{Key, KeyError, Restorer};
pub use preview::{Preview, preview};

use super::shape::{self, Shape};
use crate::{
    ingest::{Dialect, Record},
    json::{Document, Kind, RowId},
    knowledge::{Pack, Sensitivity},
    model::{Arn, Finding, FindingType, Meaning, Timestamp, schema},
    store::Mark,
};
use class::{Form, Rule};
use edit::{Coding, Decoded, Edit, apply, escape, settle};
use matcher::{Edge, LONG, Matcher, Pattern, SHORT};
use standin::{Namer, arn_parts, is_customer, is_nobody};
use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    ops::Range,
    rc::Rc,
};

/// Keys of ASFF and OCSF whose values are words of the format, and which a redacted finding is recognised by.
const FORMAT_KEYS: [&str; 47] = [
    "activity_name",
    "attacks",
    "category_name",
    "class_name",
    "cloud_partition",
    "CompanyName",
    "Compliance",
    "confidence",
    "Criticality",
    "disposition",
    "FindingProviderFields",
    "is_alert",
    "Label",
    "lang",
    "log_provider",
    "Original",
    "Partition",
    "partition",
    "ProductName",
    "product",
    "profiles",
    "provider",
    "RecordState",
    "Region",
    "region",
    "resourceRole",
    "SchemaVersion",
    "severity",
    "Severity",
    "state",
    "Status",
    "status",
    "status_code",
    "time_dt",
    "Type",
    "type",
    "type_name",
    "Types",
    "types",
    "vendor_name",
    "version",
    "VerificationState",
    "Workflow",
    "WorkflowState",
    "ProductArn",
    "feature",
    "name_space",
];

/// A value that was seen.
struct Seen {
    /// What fields and its own form told it to be, the first first.
    of: Vec<(Class, Form)>,
    text: String,
    /// Whether other places are searched for it.
    sought: bool,
}

/// What was seen in the findings that are to be shared: every value with its class, in the order of the first occurrence.
#[derive(Default)]
pub struct Survey {
    values: Vec<Seen>,
    places: HashMap<String, usize>,
    /// Words that look like stand-ins.
    taken: HashSet<String>,
    /// The words of the type strings that were seen.
    types: HashSet<String>,
    /// Whether a text has `[.]`, so that values with dots are sought in that form as well; and names of reverse look-ups.
    defanged: bool,
    reversed: bool,
    planner: Rc<Planner>,
}

/// Tells what a row of a finding is to redaction.
#[derive(Default)]
struct Planner {
    /// The knowledge's sensitivities by `Shape.Member`.
    sensitivity: HashMap<String, Sensitivity>,
    /// The words of the model, in lower case: `public`, `instance`, `service` …
    vocabulary: HashSet<String>,
}

/// What a row is to redaction.
#[derive(Clone, Copy)]
struct Plan {
    rule: Rule,
    /// Whether its key may hold values: not where the model gives the key.
    key: bool,
}

impl Survey {
    /// An empty survey that goes by the knowledge's sensitivities.
    pub fn new(pack: &Pack) -> Survey {
        let sensitivity = pack.fields.iter().map(|(key, field)| (key.clone(), field.sensitivity)).collect();
        Survey { planner: Rc::new(Planner { sensitivity, vocabulary: vocabulary() }), ..Survey::default() }
    }

    /// Takes the values of a finding.
    pub fn add(&mut self, record: &Record) {
        let finding = Finding::open(record.dialect, &record.text);
        let doc = finding.document();
        let planner = self.planner.clone();
        self.types.extend(finding.type_string().map(split).unwrap_or_default());
        for row in doc.rows() {
            if let Some(key) = doc.key(row).filter(|_| tag_key(doc, row)) {
                self.value(Class::Tags, Form::Name("tag"), &key, true);
            }
            let Plan { rule, key: free } = planner.plan(&finding, record.dialect, row);
            if let Some(key) = doc.key(row).filter(|_| free) {
                self.look_alikes(&key);
                self.shaped(&key, 0);
            }
            let text = match doc.kind(row) {
                Kind::String if doc.embedded(row).is_none() => doc.string(row).unwrap_or_default(),
                Kind::Number if rule != Rule::Fixed => doc.raw(row).into(),
                _ => continue,
            };
            self.look_alikes(&text);
            if let Rule::Value(class, form) = rule {
                self.value(class, form, &text, true);
            }
            // A number of twelve digits that a field gives as a size is no account.
            if rule != Rule::Fixed || scan::number(&text).is_none() {
                self.shaped(&text, 0);
            }
        }
        for context in &record.context {
            self.shaped(&context.value, 0);
        }
    }

    /// Takes the values that show by their form alone: of an envelope, a name of a source.
    pub fn add_text(&mut self, text: &str) {
        self.look_alikes(text);
        self.shaped(text, 0);
    }

    /// Takes the values of what was noted about a finding. Whoever confirmed it is a name, the rest is free text.
    pub fn add_mark(&mut self, mark: &Mark) {
        for (class, form, text) in written(mark) {
            self.look_alikes(text);
            self.value(class, form, text, true);
            self.shaped(text, 0);
        }
    }

    /// How many different values there are of each class, in the order of the classes.
    pub fn counts(&self) -> Vec<(Class, u64)> {
        let of = |class: Class| {
            self.values.iter().filter(|seen| seen.of.iter().any(|(c, _)| *c == class)).count() as u64
        };
        Class::ALL.into_iter().map(|class| (class, of(class))).collect()
    }

    /// Decides the stand-ins of all values of the ticked classes.
    pub fn redaction(&self, ticked: Classes) -> Redaction {
        let mut namer = Namer::new(ticked, self.taken.clone());
        // A field that names a thing names it better than a tag or the end of a path.
        let form = |seen: &Seen| {
            let mine = || seen.of.iter().filter(|(class, _)| ticked.has(*class));
            let names =
                |(class, form): &&(Class, Form)| *class != Class::Tags && matches!(form, Form::Name(_));
            mine().find(names).or_else(|| mine().next()).map(|(_, form)| *form)
        };
        let mine: Vec<(&Seen, Form)> =
            self.values.iter().filter_map(|seen| Some((seen, form(seen)?))).collect();
        for (seen, _) in &mine {
            if let Some(Shape::Address(address) | Shape::Network(address, _)) = shape::of(&seen.text) {
                namer.addresses.note(address);
            }
        }
        let mut patterns = Vec::new();
        for (seen, form) in mine {
            let put = namer.stand_in(form, &seen.text);
            if !seen.sought || put == seen.text || seen.text.len() < SHORT {
                continue;
            }
            let shape = shape::of(&seen.text);
            let edge = match shape {
                Some(Shape::Address(_) | Shape::Account | Shape::Network(..)) => Edge::Number,
                _ if seen.text.chars().count() < LONG => Edge::Word,
                _ => Edge::Any,
            };
            let variant = |(text, put)| Pattern { text, put, edge, plain: false, exact: true };
            patterns.extend(self.variants(&seen.text, &put, shape).into_iter().map(variant));
            let word = seen.text.bytes().all(|b| b.is_ascii_alphabetic());
            let short = seen.text.len() < LONG;
            patterns.push(Pattern {
                text: seen.text.clone(),
                put,
                edge,
                plain: word || short,
                exact: word && short,
            });
        }
        let mut matcher = Matcher::new(patterns);
        matcher.scrub();
        Redaction { ticked, namer, matcher, planner: self.planner.clone() }
    }

    /// The other forms in which people and programs write a value, each with that of its stand-in.
    fn variants(&self, text: &str, put: &str, shape: Option<Shape>) -> Vec<(String, String)> {
        let forms: &[Variant] = match shape {
            // As host names have it, and reverse look-ups.
            Some(Shape::Address(std::net::IpAddr::V4(_))) => &[
                (true, |text| text.replace('.', "-")),
                (self.defanged, |text| text.replace('.', "[.]")),
                (self.reversed, |text| text.rsplit('.').collect::<Vec<_>>().join(".") + ".in-addr.arpa"),
            ],
            // As the console shows it.
            Some(Shape::Account) => &[(true, |text| {
                let digits: Vec<char> = text.chars().collect();
                digits.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join("-")
            })],
            _ => &[(self.defanged, |text| text.replace('.', "[.]"))],
        };
        let made = forms.iter().filter(|(wanted, _)| *wanted).map(|(_, form)| (form(text), form(put)));
        made.filter(|(old, _)| old != text).collect()
    }

    /// Notes a value, and the values that it is made of.
    fn value(&mut self, class: Class, form: Form, text: &str, sought: bool) {
        let text = text.trim();
        if is_nobody(text) {
            return;
        }
        match form {
            Form::List(noun) => {
                text.split(',').for_each(|name| self.value(class, Form::Name(noun), name, sought));
                return;
            }
            Form::Networks => {
                let owners = text.split(',').filter_map(|part| part.split_once("asnOrg: "));
                owners.for_each(|(_, owner)| self.value(class, Form::Name("network"), owner, sought));
                return;
            }
            // Bare numbers of a few digits mean something only where they stand.
            Form::Number => return self.note(class, form, text, false),
            Form::Prose => {
                let shape = shape::of(text);
                if shape.is_none() {
                    self.note(class, form, text, text.len() >= LONG && !self.is_vocabulary(text));
                }
                return;
            }
            _ => {}
        }
        match shape::of(text) {
            Some(shape) => self.of_shape(shape, text),
            None => {
                // Words that stand everywhere are taken out of their own fields only.
                let short_tag =
                    class == Class::Tags && text.len() < LONG && text.bytes().all(|b| b.is_ascii_lowercase());
                let sought = sought && !short_tag && !self.is_vocabulary(text);
                self.note(class, form, text, sought);
                match form {
                    Form::Principal => {
                        let parts = text.split(':').filter(|part| {
                            !["system", "eks", "serviceaccount", "node", "aws-iam-authenticator"]
                                .contains(part)
                        });
                        let parts: Vec<&str> = parts.collect();
                        if parts.len() > 1 || text.contains(':') && !text.starts_with("system:") {
                            parts
                                .into_iter()
                                .for_each(|part| self.value(class, Form::Name("user"), part, sought));
                        }
                    }
                    Form::Path | Form::ObjectKey | Form::Uri => {
                        let last = text.rsplit('/').next().unwrap_or_default();
                        if last.len() >= LONG && last != text && !standin::is_system(last) {
                            self.note(class, form, last, true);
                        }
                    }
                    Form::Domain => {
                        let labels = text.trim_end_matches('.').rsplit('.').take(2).collect::<Vec<_>>();
                        let base = labels.into_iter().rev().collect::<Vec<_>>().join(".");
                        if base.len() >= LONG && base != text && !standin::is_aws_host(&base) {
                            self.note(class, form, &base, true);
                        }
                    }
                    _ => {}
                }
            }
        }
    }

    /// Notes a value that shows by its form what it is, and its parts.
    fn of_shape(&mut self, shape: Shape, text: &str) {
        match shape {
            Shape::Arn => {
                self.note(Class::Names, Form::Name("resource"), text, true);
                let Some(arn) = Arn::parse(text) else { return };
                if is_customer(arn.account) {
                    self.note(Class::Accounts, Form::Name("account"), arn.account, true);
                }
                for part in arn_parts(arn) {
                    if let Some(class) = part.class {
                        self.value(class, part.form, part.text, true);
                    }
                }
            }
            Shape::Account => self.note(Class::Accounts, Form::Name("account"), text, true),
            Shape::Address(_) | Shape::Network(..) => {
                self.note(Class::Addresses, Form::Name("address"), text, true)
            }
            Shape::UniqueId => self.note(Class::Principals, Form::Name("key"), text, true),
            Shape::ResourceId => self.note(Class::Names, Form::Name("resource"), text, true),
            Shape::Mail => {
                self.note(Class::Principals, Form::Name("user"), text, true);
                if let Some((name, host)) = text.split_once('@') {
                    self.note(Class::Principals, Form::Name("user"), name, true);
                    self.value(Class::Principals, Form::Domain, host, true);
                }
            }
            Shape::AddressHost(address) => {
                self.note(Class::Addresses, Form::Name("address"), &address.to_string(), true);
                self.note(Class::Hosts, Form::Domain, text, true);
            }
            Shape::Bucket => self.note(Class::Buckets, Form::Name("bucket"), text, true),
            Shape::UrlHost => {
                // The page to sign in on is called by the account's alias, an endpoint of S3 by the bucket.
                if let Some(alias) = text.strip_suffix(".signin.aws.amazon.com") {
                    self.note(Class::Accounts, Form::Name("alias"), alias, true);
                } else if let Some((bucket, _)) = text.strip_suffix(".amazonaws.com").and_then(|host| {
                    host.split_once(".s3.").or(host.split_once(".s3-")).or(host.split_once(".s3"))
                }) {
                    self.note(Class::Buckets, Form::Name("bucket"), bucket, true);
                }
                if !text.ends_with(".amazonaws.com") && !text.ends_with(".aws.amazon.com") {
                    self.note(Class::Hosts, Form::Domain, text, true);
                }
            }
        }
    }

    /// Notes all values in a text that show by their form what they are, however the text is encoded.
    fn shaped(&mut self, text: &str, depth: u32) {
        if is_time(text) || depth > 8 {
            return;
        }
        for (at, shape) in shape::find(text) {
            let value = text.get(at).unwrap_or_default();
            if !is_nobody(value) {
                self.of_shape(shape, value);
            }
        }
        if text.contains('\\') {
            let inner = crate::json::unescape(text);
            if inner != text {
                self.shaped(&inner, depth + 1);
            }
        }
        if text.contains("[.]") {
            self.shaped(&text.replace("[.]", "."), depth + 1);
        }
        for inner in matcher::encoded(text) {
            self.shaped(&inner, depth + 1);
        }
        if edit::has_percent(text) {
            self.shaped(&Decoded::new(Coding::Percent, text).text, depth + 1);
        }
    }

    /// Whether a text is made of words that AWS uses.
    fn is_vocabulary(&self, text: &str) -> bool {
        standin::is_region(text)
            || standin::is_common(text)
            || split(text)
                .iter()
                .all(|word| self.types.contains(word) || self.planner.vocabulary.contains(word))
    }

    fn note(&mut self, class: Class, form: Form, text: &str, sought: bool) {
        if let Some(seen) = self.places.get(text).and_then(|at| self.values.get_mut(*at)) {
            seen.sought |= sought;
            if !seen.of.contains(&(class, form)) {
                seen.of.push((class, form));
            }
            return;
        }
        self.places.insert(text.to_owned(), self.values.len());
        self.values.push(Seen { of: vec![(class, form)], text: text.to_owned(), sought });
    }

    /// Notes words that a stand-in could be taken for.
    fn look_alikes(&mut self, text: &str) {
        self.defanged |= text.contains("[.]");
        self.reversed |= text.contains(".in-addr.");
        for at in shape::words(text, |c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.')) {
            let word = text.get(at).unwrap_or_default();
            let numbered =
                word.rsplit_once('-').is_some_and(|(_, n)| n.starts_with(|c: char| c.is_ascii_digit()));
            if numbered || word.starts_with('9') && word.len() == 12 || word.contains("REDACTED") {
                self.taken.insert(word.to_owned());
            }
        }
    }
}

/// Another form of a value, and whether it is sought.
type Variant = (bool, fn(&str) -> String);

/// What people wrote in a mark, with what it is to redaction.
fn written(mark: &Mark) -> [(Class, Form, &str); 3] {
    [
        (Class::Text, Form::Prose, &mark.reason),
        (Class::Principals, Form::Name("user"), &mark.confirmed_by),
        (Class::Text, Form::Prose, &mark.note),
    ]
}

/// The key of the indicator that a row is a value of.
fn indicator(doc: &Document, row: RowId) -> Option<Cow<'_, str>> {
    let indicator = doc.parent(row).and_then(|list| doc.parent(list))?;
    let key = doc
        .children(indicator)
        .find(|&child| doc.key(child).is_some_and(|k| k.eq_ignore_ascii_case("key")))?;
    doc.string(key)
}

impl Planner {
    fn plan(&self, finding: &Finding, dialect: Dialect, row: RowId) -> Plan {
        let doc = finding.document();
        match finding.meaning(row) {
            meaning @ (Meaning::Member(id) | Meaning::Part(id)) => {
                let of_indicator =
                    (id.key() == class::INDICATOR_VALUES).then(|| indicator(doc, row)).flatten();
                let rule = match of_indicator {
                    Some(key) => class::rule_of_indicator(&key),
                    None => class::rule(id, self.sensitivity.get(&id.key()).copied()),
                };
                let of_number =
                    matches!(rule, Rule::Value(_, Form::Number) | Rule::Value(Class::Accounts, _));
                // A signal is called by the type of the finding that it is.
                let of_type = rule == Rule::Open && doc.string(row).is_some_and(|text| is_type(&text));
                let fixed = of_type || doc.kind(row) == Kind::Number && !of_number;
                Plan {
                    rule: if fixed { Rule::Fixed } else { rule },
                    key: matches!(meaning, Meaning::Part(_)),
                }
            }
            Meaning::Finding => Plan { rule: Rule::Fixed, key: true },
            Meaning::Unknown | Meaning::BelowUnknown => {
                let rule = match doc.kind(row) {
                    _ if dialect != Dialect::Native && self.is_of_format(doc, row) => Rule::Fixed,
                    Kind::String if doc.string(row).is_some_and(|text| standin::is_hex(&text)) => {
                        Rule::Value(Class::Text, Form::Opaque)
                    }
                    Kind::String => Rule::Value(Class::Text, Form::Prose),
                    _ => Rule::Open,
                };
                Plan { rule, key: true }
            }
        }
    }

    /// Whether a row of ASFF or OCSF that no member was read from holds a word of the format or of AWS.
    fn is_of_format(&self, doc: &Document, row: RowId) -> bool {
        let mut above =
            std::iter::successors(Some(row), |&row| doc.parent(row)).filter_map(|row| doc.key(row));
        let of_key = above.any(|key| FORMAT_KEYS.contains(&&*key));
        let holder = doc.parent(row).and_then(|object| doc.parent(object)).and_then(|list| doc.key(list));
        let names_observable =
            holder.as_deref() == Some("observables") && doc.key(row).as_deref() == Some("name");
        let word = doc.string(row).is_some_and(|text| {
            is_type(&text)
                || standin::is_region(&text)
                || split(&text).iter().all(|word| self.vocabulary.contains(word))
        });
        of_key || names_observable || word
    }

    /// Whether a word is AWS's own or an id that names nobody: a Region, a zone, words of the model, hexadecimal digits.
    fn is_known(&self, word: &str) -> bool {
        let zone = word.strip_suffix(|c: char| c.is_ascii_lowercase()).unwrap_or(word);
        standin::is_region(word)
            || standin::is_region(zone)
            || standin::is_hex(word)
            || split(word).iter().all(|word| self.vocabulary.contains(word))
    }
}

/// Whether a text is a type string as GuardDuty writes it.
fn is_type(text: &str) -> bool {
    let word = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_uppercase()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    FindingType::parse(text)
        .is_some_and(|parts| word(parts.purpose) && word(parts.resource) && word(parts.family))
}

/// The words that names of members and values of enums are made of.
fn vocabulary() -> HashSet<String> {
    let mut out = HashSet::new();
    let mut take = |name: &str| {
        for word in split(name) {
            out.insert(format!("{word}s"));
            out.insert(word);
        }
    };
    schema::MEMBERS.iter().for_each(|member| take(member.name));
    schema::SHAPES.iter().for_each(|shape| take(shape.name));
    schema::ENUMS.iter().flat_map(|e| e.values).for_each(|value| take(value));
    out
}

/// The words of a name such as `S3BucketDetails`, `NOT_PUBLIC` or `Recon:EC2/Portscan`, in lower case.
fn split(name: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut before = None;
    for c in name.chars() {
        let upper_run = before.is_some_and(|b: char| b.is_ascii_uppercase() || b.is_ascii_digit());
        let starts = !before.is_some_and(char::is_alphanumeric) || c.is_ascii_uppercase() && !upper_run;
        if c.is_alphanumeric() {
            match out.last_mut() {
                Some(word) if !starts => word.extend(c.to_lowercase()),
                _ => out.push(c.to_lowercase().collect()),
            }
        }
        before = Some(c);
    }
    out
}

/// Whether a text is a time. Bare digits are not: an account id would pass for one.
fn is_time(text: &str) -> bool {
    text.contains('-') && Timestamp::parse(text).is_some()
}

/// Whether a row is a tag written as a member of a map, as ASFF has it.
fn tag_key(doc: &Document, row: RowId) -> bool {
    doc.kind(row) == Kind::String
        && doc.parent(row).is_some_and(|map| {
            doc.kind(map) == Kind::Object && doc.key(map).is_some_and(|key| key.eq_ignore_ascii_case("tags"))
        })
}

/// Replaces values by their stand-ins.
pub struct Redaction {
    ticked: Classes,
    namer: Namer,
    matcher: Matcher,
    planner: Rc<Planner>,
}

impl Redaction {
    /// A finding with its values replaced; nothing else of its text is changed. Its place is that of the original.
    pub fn finding(&mut self, record: &Record) -> Record {
        if self.ticked.is_empty() {
            return record.clone();
        }
        let finding = Finding::open(record.dialect, &record.text);
        let planner = self.planner.clone();
        let text = self.document(finding.document(), |row| planner.plan(&finding, record.dialect, row));
        let mut out = Record { text, ..record.clone() };
        for context in &mut out.context {
            context.value = self.text(&context.value);
        }
        out
    }

    /// The name of a file with its values replaced. Whoever chose it was free to: it is free text.
    pub fn file_name(&mut self, name: &str) -> String {
        self.put(Class::Text, Form::Name("source"), name).unwrap_or_else(|| self.text(name))
    }

    /// What was noted about a finding with its values replaced.
    pub fn mark(&mut self, mark: &Mark) -> Mark {
        let [reason, confirmed_by, note] =
            written(mark).map(|(class, form, text)| match self.put(class, form, text.trim()) {
                Some(put) => put,
                None => apply(text, &self.matcher.scan(text, false)),
            });
        Mark { reason, confirmed_by, note, ..*mark }
    }

    /// A text with the values replaced that occur in it: an envelope, a line of a terminal.
    pub fn text(&mut self, text: &str) -> String {
        let (doc, _) = Document::parse(text);
        match doc.root().map(|root| doc.kind(root)) {
            Some(Kind::Object | Kind::Array) => self.document(&doc, |_| Plan { rule: Rule::Open, key: true }),
            _ => apply(text, &self.matcher.scan(text, false)),
        }
    }

    /// What turns redacted texts back: `pairs` of an original and what [`Redaction::finding`] made of it. Keep it apart from
    /// them, for it holds every value that was taken out.
    pub fn key(&self, pairs: &[(&str, &str)]) -> Key {
        key::make(&self.matcher.made, pairs)
    }

    /// Makes the edits of a document, from the innermost string outwards.
    fn document(&mut self, doc: &Document, plan: impl Fn(RowId) -> Plan) -> String {
        let texts = doc.layer_texts();
        let mut layers: Vec<Layer> =
            texts.iter().map(|text| Layer { text, through: 0, edits: Vec::new() }).collect();
        for row in doc.rows() {
            let Some(layer) = layers.get_mut(doc.layer_number(row)) else { continue };
            let Plan { rule, key: free } = plan(row);
            let key = doc.key_span(row);
            if !key.is_empty() {
                self.gap(layer, key.start);
                layer.through = key.end;
                if tag_key(doc, row) {
                    self.string(layer, key, Rule::Value(Class::Tags, Form::Name("tag")));
                } else if free {
                    // Only what cannot be a word: most keys that the model lacks are the format's own.
                    self.string(layer, key, Rule::Fixed);
                }
            }
            let span = doc.span(row);
            match (doc.kind(row), rule) {
                (Kind::String, rule) => {
                    self.gap(layer, span.start);
                    layer.through = span.end;
                    if doc.embedded(row).is_none() {
                        self.string(layer, span, rule);
                    }
                }
                (Kind::Number, Rule::Value(class, form)) if self.ticked.has(class) => {
                    self.gap(layer, span.start);
                    layer.through = span.end;
                    self.number(layer, span, form);
                }
                _ => {}
            }
        }
        for layer in &mut layers {
            self.gap(layer, layer.text.len());
        }
        // The edits of a string that was opened are those of what it holds.
        for row in doc.rows().collect::<Vec<_>>().into_iter().rev() {
            let Some(root) = doc.embedded(row) else { continue };
            let inner = layers.get_mut(doc.layer_number(root)).map(|layer| std::mem::take(&mut layer.edits));
            let Some(layer) = layers.get_mut(doc.layer_number(row)) else { continue };
            let span = inside(layer.text, doc.span(row));
            let decoded = Decoded::new(Coding::Json, layer.text.get(span.clone()).unwrap_or_default());
            let outer = decoded.outer(settle(inner.unwrap_or_default()));
            layer.edits.extend(outer.into_iter().map(|edit| shifted(edit, span.start)));
        }
        let edits = layers.into_iter().next().map(|layer| layer.edits);
        apply(doc.text(), &settle(edits.unwrap_or_default()))
    }

    /// Text between strings, up to a place: punctuation, numbers and words of JSON; or comments, words before the JSON of a
    /// string, what could not be read.
    fn gap(&mut self, layer: &mut Layer<'_>, to: usize) {
        let from = std::mem::replace(&mut layer.through, to);
        let part = layer.text.get(from..to).unwrap_or_default();
        let words = || part.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        if words().next().is_none() {
            return;
        }
        let structure = words().all(|word| {
            matches!(word, "true" | "false" | "null") || word.starts_with(|c: char| c.is_ascii_digit())
        });
        let fits = |edit: &Edit| {
            !structure
                || scan::number(&edit.text).is_some()
                    && part.get(edit.at.clone()).is_some_and(|old| scan::number(old).is_some())
        };
        let edits = self.matcher.scan(part, false);
        layer.edits.extend(edits.into_iter().filter(fits).map(|edit| shifted(edit, from)));
    }

    fn string(&mut self, layer: &mut Layer<'_>, quoted: Range<usize>, rule: Rule) {
        let at = inside(layer.text, quoted);
        let decoded = Decoded::new(Coding::Json, layer.text.get(at.clone()).unwrap_or_default());
        let value = decoded.text.trim();
        if let Rule::Value(class, form) = rule
            && let Some(put) = self.put(class, form, value)
        {
            let put = escape(&decoded.text.replacen(value, &put, 1));
            return layer.edits.push(Edit { at, text: put });
        }
        if is_nobody(&decoded.text) || is_time(&decoded.text) {
            return;
        }
        let edits = decoded.outer(self.matcher.scan(&decoded.text, rule == Rule::Fixed));
        layer.edits.extend(edits.into_iter().map(|edit| shifted(edit, at.start)));
    }

    /// The stand-in of a whole value, where its class is ticked and it does not stay.
    fn put(&mut self, class: Class, form: Form, value: &str) -> Option<String> {
        let put =
            self.ticked.has(class).then(|| self.namer.stand_in(form, value)).filter(|put| put != value)?;
        let put = self.matcher.scrubbed(put);
        self.matcher.make(value, &put);
        Some(put)
    }

    fn number(&mut self, layer: &mut Layer<'_>, at: Range<usize>, form: Form) {
        let value = layer.text.get(at.clone()).unwrap_or_default();
        let put = self.namer.stand_in(form, value);
        if put != value && scan::number(&put).is_some() {
            self.matcher.make(value, &put);
            layer.edits.push(Edit { at, text: put });
        }
    }
}

/// The text of a document, or of a string that was opened, and what is to change in it.
struct Layer<'d> {
    text: &'d str,
    /// Up to where it was gone through.
    through: usize,
    edits: Vec<Edit>,
}

/// A quoted text without its quotes; the closing one may be missing.
fn inside(text: &str, at: Range<usize>) -> Range<usize> {
    let quoted = text.get(at.clone()).unwrap_or_default();
    let closed = quoted.len() > 1 && quoted.ends_with('"');
    (at.start + 1).min(at.end)..if closed { at.end - 1 } else { at.end }
}

fn shifted(edit: Edit, by: usize) -> Edit {
    Edit { at: edit.at.start + by..edit.at.end + by, text: edit.text }
}

#[cfg(test)]
mod tests;
