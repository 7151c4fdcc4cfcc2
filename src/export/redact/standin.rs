//! Stand-ins: what is put in place of a value. Built as the value is built, the same for the same value.

use super::{
    address::Addresses,
    class::{Class, Classes, Form},
};
use crate::{
    export::shape::{self, ADDRESS_HOSTS, Shape},
    model::{ANONYMOUS_PRINCIPAL, Arn, is_account_id},
};
use std::collections::{HashMap, HashSet};

/// Parts of paths that every system has. They tell what a path is for and nothing of whose it is.
const SYSTEM_PATHS: [&str; 78] = [
    "",
    ".",
    "..",
    "apis",
    "api",
    "apps",
    "v1",
    "bash",
    "bin",
    "boot",
    "busybox",
    "cgroup",
    "containerd",
    "cron.d",
    "crontab",
    "curl",
    "dash",
    "dev",
    "docker.sock",
    "etc",
    "exec",
    "fd",
    "home",
    "host",
    "kubelet",
    "lib",
    "lib64",
    "local",
    "log",
    "logs",
    "media",
    "memfd",
    "mnt",
    "modules",
    "namespaces",
    "nc",
    "node",
    "null",
    "opt",
    "passwd",
    "perl",
    "php",
    "pods",
    "proc",
    "python",
    "python3",
    "release_agent",
    "root",
    "ruby",
    "run",
    "runc",
    "sbin",
    "secrets",
    "self",
    "services",
    "sh",
    "shadow",
    "shm",
    "share",
    "spool",
    "srv",
    "ssh",
    "sshd",
    "sudo",
    "sudoers.d",
    "sys",
    "systemd",
    "system",
    "tmp",
    "usr",
    "var",
    "wget",
    "zsh",
    "deployments",
    "daemonsets",
    "java",
    "perl5",
    "tar",
];

/// Values that name nobody.
const NOBODY: [&str; 21] = [
    "-",
    "*",
    "/",
    ANONYMOUS_PRINCIPAL,
    "anonymous",
    "default",
    "false",
    "kube-node-lease",
    "kube-public",
    "kube-system",
    "n/a",
    "name",
    "nobody",
    "none",
    "null",
    "root",
    "true",
    "undefined",
    "unknown",
    "www-data",
    "admin",
];

/// Words of GuardDuty's own sentences, and names that half the world's systems have. A value that is one of them is taken out
/// of its own field and left elsewhere: it names nobody, and sentences would lose their sense.
const COMMON: [&str; 78] = [
    "account",
    "accounts",
    "activity",
    "actor",
    "admin",
    "administrator",
    "agent",
    "anonymous",
    "application",
    "backup",
    "backups",
    "batch",
    "build",
    "calls",
    "client",
    "cluster",
    "command",
    "connected",
    "container",
    "credentials",
    "custom",
    "deploy",
    "deployer",
    "developer",
    "development",
    "domain",
    "exit",
    "export",
    "external",
    "files",
    "guard",
    "hosts",
    "images",
    "import",
    "internal",
    "internet",
    "known",
    "latest",
    "linux",
    "login",
    "malicious",
    "malware",
    "manager",
    "member",
    "mining",
    "monitor",
    "monitoring",
    "node",
    "nodes",
    "orders",
    "payments",
    "pool",
    "private",
    "production",
    "proxy",
    "public",
    "query",
    "relay",
    "release",
    "remote",
    "report",
    "reports",
    "scanner",
    "security",
    "sensor",
    "server",
    "servers",
    "service",
    "sessions",
    "staging",
    "system",
    "testing",
    "threat",
    "tools",
    "traffic",
    "users",
    "windows",
    "worker",
];

/// Words between the slashes of an ARN or a role's path that AWS writes.
const ARN_WORDS: [&str; 16] = [
    "assumed-role",
    "aws",
    "guardduty",
    "aws-reserved",
    "aws-service-role",
    "continuous",
    "db",
    "function",
    "key",
    "layer",
    "root",
    "secret",
    "service",
    "service-role",
    "sso.amazonaws.com",
    "user",
];

/// The ends of host names that AWS gives.
const AWS_HOSTS: [&str; 6] =
    ["amazonaws.com", "amazonaws.com.cn", "compute.internal", "ec2.internal", "api.aws", "on.aws"];

/// Suffixes of file names that stay.
const EXTENSION: usize = 5;

/// Makes stand-ins, and remembers them.
#[derive(Default)]
pub(super) struct Namer {
    /// The classes that a part of a value has to belong to in order to be replaced; any, where none are given.
    ticked: Option<Classes>,
    pub addresses: Addresses,
    names: HashMap<String, String>,
    counts: HashMap<String, u64>,
    /// Words of the originals that look like stand-ins; no stand-in is one of them.
    taken: HashSet<String>,
}

impl Namer {
    /// A namer for parts of the ticked classes that avoids words which the originals hold.
    pub fn new(ticked: Classes, taken: HashSet<String>) -> Namer {
        Namer { ticked: Some(ticked), taken, ..Namer::default() }
    }

    fn has(&self, class: Class) -> bool {
        self.ticked.is_none_or(|classes| classes.has(class))
    }

    /// The stand-in of a value. Its own shape goes before the form of its field.
    pub fn stand_in(&mut self, form: Form, text: &str) -> String {
        if is_nobody(text) {
            return text.to_owned();
        }
        if let Some(shape) = shape::of(text) {
            return self.shaped(shape, text);
        }
        match form {
            // What every system has stays the same wherever it stands, in a path or alone.
            Form::Name(_) if is_system(text) => text.to_owned(),
            Form::Name("country") if text.len() == 2 => self.country(text),
            Form::Name(noun) => self.name(noun, text),
            Form::List(noun) => text
                .split(',')
                .map(|part| self.inside(part, |namer, name| namer.stand_in(Form::Name(noun), name)))
                .collect::<Vec<_>>()
                .join(","),
            Form::Path => self.path(text, "file"),
            Form::ObjectKey => self.path(text, "object"),
            Form::Uri => self.path(text, "part"),
            Form::Domain => self.domain(text),
            Form::Principal => self.principal(text),
            Form::Image => self.image(text),
            Form::Opaque => self.opaque(text),
            Form::Networks => text.split(',').map(|part| self.network(part)).collect::<Vec<_>>().join(","),
            Form::Number => self.number(text),
            Form::Prose => self.named("text", text),
        }
    }

    fn shaped(&mut self, shape: Shape, text: &str) -> String {
        match shape {
            Shape::Arn => self.arn(text),
            Shape::Account => self.account(text),
            Shape::Address(address) => {
                let made = self.addresses.stand_in(address);
                if made == address { text.to_owned() } else { made.to_string() }
            }
            Shape::Network(address, bits) => {
                if Addresses::stays(address) {
                    return text.to_owned();
                }
                let (network, bits) = self.addresses.network(address, bits);
                format!("{network}/{bits}")
            }
            Shape::UniqueId => self.unique_id(text),
            Shape::ResourceId => self.resource_id(text),
            Shape::Mail => self.mail(text),
            Shape::AddressHost(address) => self.address_host(text, address),
            Shape::UrlHost => self.domain(text),
            Shape::Bucket => self.name("bucket", text),
        }
    }

    /// A name: the noun and a number.
    fn name(&mut self, noun: &str, text: &str) -> String {
        // AWS's own names name nobody.
        let own = text.starts_with("AWSServiceRoleFor") || text.starts_with("aws:");
        if own {
            return text.to_owned();
        }
        match text.strip_prefix("AWSReservedSSO_") {
            Some(rest) => format!("AWSReservedSSO_{}", self.named(noun, rest)),
            None => self.named(noun, text),
        }
    }

    fn named(&mut self, noun: &str, text: &str) -> String {
        self.remember(text, |namer| namer.next(noun, |n| format!("{noun}-{n}")))
    }

    /// The stand-in of a text, made once.
    fn remember(&mut self, text: &str, make: impl FnOnce(&mut Namer) -> String) -> String {
        if let Some(known) = self.names.get(text) {
            return known.clone();
        }
        let made = make(self);
        self.names.insert(text.to_owned(), made.clone());
        made
    }

    /// The next of a row of stand-ins that no original looks like.
    fn next(&mut self, row: &str, form: impl Fn(u64) -> String) -> String {
        let mut number = self.counts.get(row).copied().unwrap_or_default();
        let made = loop {
            number += 1;
            let made = form(number);
            if !self.taken.contains(&made) {
                break made;
            }
        };
        self.counts.insert(row.to_owned(), number);
        made
    }

    fn account(&mut self, text: &str) -> String {
        self.remember(text, |namer| namer.next("account", |n| format!("9{n:011}")))
    }

    /// A two-letter code: from those that ISO 3166 leaves to users, XA to XZ, then QM to QZ.
    fn country(&mut self, text: &str) -> String {
        self.remember(text, |namer| {
            namer.next("country code", |n| {
                let letter = |first: u8, n: u64| char::from(first + u8::try_from(n).unwrap_or_default());
                match n - 1 {
                    n @ 0..26 => format!("X{}", letter(b'A', n)),
                    n @ 26..40 => format!("Q{}", letter(b'M', n - 26)),
                    n => format!("country-{n}"),
                }
            })
        })
    }

    /// Only the four letters of the prefix stay, and the length.
    fn unique_id(&mut self, text: &str) -> String {
        let prefix = text.get(..4).unwrap_or_default().to_owned();
        let digits = text.len().saturating_sub(4);
        self.remember(text, |namer| {
            namer.next("unique id", |n| match digits.checked_sub(8) {
                Some(rest) if rest >= 6 => format!("{prefix}REDACTED{n:0rest$}"),
                _ => format!("{prefix}{n:0digits$}"),
            })
        })
    }

    /// The prefix and the number of digits stay.
    fn resource_id(&mut self, text: &str) -> String {
        let Some((prefix, digits)) = text.split_once('-') else { return text.to_owned() };
        let length = digits.len();
        self.remember(text, |namer| namer.next("resource id", |n| format!("{prefix}-{n:0length$x}")))
    }

    /// Digits, hyphens and the length stay where they are; the digits become a number.
    fn opaque(&mut self, text: &str) -> String {
        let places = text.bytes().filter(u8::is_ascii_alphanumeric).count();
        // Too short to count in.
        if places < 6 || !text.is_ascii() {
            return self.named("id", text);
        }
        self.remember(text, |namer| {
            namer.next("opaque", |n| {
                let mut digits = format!("{n:0places$x}").into_bytes().into_iter();
                text.bytes()
                    .map(|b| {
                        char::from(if b.is_ascii_alphanumeric() { digits.next().unwrap_or(b'0') } else { b })
                    })
                    .collect()
            })
        })
    }

    /// A number stays a number: coordinates become whole ones, AS numbers those for private use.
    fn number(&mut self, text: &str) -> String {
        if scan::number(text).is_some_and(|n| n <= 0.0 && n.fract() == 0.0 && n >= -1.0) {
            return text.to_owned();
        }
        if text.bytes().all(|b| b.is_ascii_digit()) {
            return self.remember(&format!("AS{text}"), |namer| {
                namer.next("as number", |n| (4_199_999_999 + n).to_string())
            });
        }
        self.remember(&format!("coordinate {text}"), |namer| {
            namer.next("coordinate", |n| format!("{n}.000001"))
        })
    }

    fn mail(&mut self, text: &str) -> String {
        match text.split_once('@') {
            Some((name, host)) => format!("{}@{}", self.name("user", name), self.domain(host)),
            None => self.name("user", text),
        }
    }

    fn address_host(&mut self, text: &str, address: std::net::Ipv4Addr) -> String {
        let made = self.addresses.stand_in(address.into()).to_string().replace('.', "-");
        let rest = text.split_once('.').map_or("", |(_, rest)| rest);
        let prefix = ADDRESS_HOSTS.into_iter().find(|prefix| text.starts_with(prefix)).unwrap_or_default();
        match rest {
            "" => format!("{prefix}{made}"),
            rest if is_aws_host(rest) => format!("{prefix}{made}.{rest}"),
            rest => format!("{prefix}{made}.{}", self.domain(rest)),
        }
    }

    /// A domain: the last two labels become one of `example`, which nobody can register; the labels before them keep which of
    /// them are the same. AWS's own host names keep what names the service.
    fn domain(&mut self, text: &str) -> String {
        let (text, dot) = text.strip_suffix('.').map_or((text, ""), |text| (text, "."));
        if !text.contains('.') {
            return format!("{}{dot}", self.name("host", text));
        }
        if let Some(end) = AWS_HOSTS.into_iter().find(|end| text.ends_with(end)) {
            let before = text.strip_suffix(end).unwrap_or_default().trim_end_matches('.');
            let labels: Vec<&str> = before.split('.').filter(|label| !label.is_empty()).collect();
            // `sts.eu-west-1.amazonaws.com` names a service; a label more, further left, names something of the customer's.
            let own =
                labels.len().saturating_sub(if labels.last().is_some_and(|l| is_region(l)) { 2 } else { 1 });
            let made: Vec<String> = labels
                .iter()
                .enumerate()
                .map(|(at, label)| {
                    match at < own && !matches!(*label, "dkr" | "ecr" | "s3" | "vpce" | "dualstack") {
                        true => self.stand_in(Form::Name("host"), label),
                        false => (*label).to_owned(),
                    }
                })
                .collect();
            let joint = if made.is_empty() { "" } else { "." };
            return format!("{}{joint}{end}{dot}", made.join("."));
        }
        let labels: Vec<&str> = text.split('.').collect();
        let cut = labels.len().saturating_sub(2);
        let (left, right) = labels.split_at_checked(cut).unwrap_or((&[], &labels));
        let base = right.join(".");
        let base = self.remember(&base, |namer| namer.next("domain", |n| format!("domain-{n}.example")));
        let left: String = left
            .iter()
            .map(|label| {
                format!("{}.", if *label == "*" { (*label).to_owned() } else { self.named("sub", label) })
            })
            .collect();
        format!("{left}{base}{dot}")
    }

    /// `AROA…:session`, `system:serviceaccount:NAMESPACE:NAME`, `aws-iam-authenticator:ACCOUNT:AROA…`.
    fn principal(&mut self, text: &str) -> String {
        let parts: Vec<&str> = text.split(':').collect();
        if parts.len() == 1 {
            return match text.contains('/') {
                true => self.path(text, "user"),
                false => self.name("user", text),
            };
        }
        let system = matches!(parts.first(), Some(&("system" | "eks")));
        let words = [
            "system",
            "eks",
            "serviceaccount",
            "serviceaccounts",
            "node",
            "aws-iam-authenticator",
            "service",
            "family",
        ];
        let part = |(at, part): (usize, &&str)| match words.contains(part)
            || system && at == 1 && parts.len() == 2
        {
            true => (*part).to_owned(),
            false => self.stand_in(Form::Name(if at == 0 { "user" } else { "session" }), part),
        };
        parts.iter().enumerate().map(part).collect::<Vec<_>>().join(":")
    }

    /// `registry/path/name:tag@digest`. The tag stays.
    fn image(&mut self, text: &str) -> String {
        let (name, digest) = text.split_once('@').map_or((text, None), |(name, digest)| (name, Some(digest)));
        let slash = name.rfind('/').map_or(0, |at| at + 1);
        let (name, tag) = match name.get(slash..).and_then(|last| last.split_once(':')) {
            Some((last, tag)) => (name.get(..slash + last.len()).unwrap_or(name), Some(tag)),
            None => (name, None),
        };
        let mut out = Vec::new();
        for (at, part) in name.split('/').enumerate() {
            out.push(match part {
                host if at == 0 && host.contains('.') => self.domain(host),
                host if at == 0 && host.contains(':') => {
                    self.inside(host, |namer, host| namer.stand_in(Form::Domain, host))
                }
                "" | "library" => part.to_owned(),
                part => self.stand_in(Form::Name("image"), part),
            });
        }
        let mut out = out.join("/");
        if let Some(tag) = tag {
            out = format!("{out}:{tag}");
        }
        match digest.and_then(|digest| digest.split_once(':')) {
            Some((kind, hash)) if self.has(Class::Hashes) => format!("{out}@{kind}:{}", self.opaque(hash)),
            _ => digest.map_or(out.clone(), |digest| format!("{out}@{digest}")),
        }
    }

    /// Each part by itself, so that the same folder is the same afterwards.
    fn path(&mut self, text: &str, noun: &str) -> String {
        let parts: Vec<&str> = text.split('/').collect();
        let last = parts.len() - 1;
        let mut part = |(at, part): (usize, &&str)| {
            if is_system(part) || part.bytes().all(|b| b.is_ascii_digit()) {
                return (*part).to_owned();
            }
            self.inside(part, |namer, part| match shape::of(part) {
                Some(shape) => namer.shaped(shape, part),
                None if at == last => namer.file(part, noun),
                None => namer.named(if noun == "object" { "folder" } else { noun }, part),
            })
        };
        parts.iter().enumerate().map(&mut part).collect::<Vec<_>>().join("/")
    }

    /// A file keeps its extension where that is one.
    fn file(&mut self, text: &str, noun: &str) -> String {
        let extension = text.rsplit_once('.').map(|(_, ext)| ext).filter(|ext| {
            (1..=EXTENSION).contains(&ext.len())
                && ext.bytes().all(|b| b.is_ascii_lowercase())
                && text.len() > ext.len() + 1
        });
        match extension {
            Some(ext) => self.remember(text, |namer| namer.next(noun, |n| format!("{noun}-{n}.{ext}"))),
            None => self.named(noun, text),
        }
    }

    fn network(&mut self, text: &str) -> String {
        let Some((before, rest)) = text.split_once("asnNumber: ") else {
            return self.inside(text, |namer, name| namer.named("network", name));
        };
        let (number, owner) = rest.split_once(" asnOrg: ").unwrap_or((rest, ""));
        let number = self.inside(number, |namer, number| namer.number(number));
        let owner = self.inside(owner, |namer, owner| namer.named("network", owner));
        let joint = if rest.contains(" asnOrg: ") { " asnOrg: " } else { "" };
        format!("{before}asnNumber: {number}{joint}{owner}")
    }

    /// The text without the blanks around it, replaced; the blanks stay.
    fn inside(&mut self, text: &str, make: impl FnOnce(&mut Namer, &str) -> String) -> String {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return text.to_owned();
        }
        let start = text.len() - text.trim_start().len();
        let (before, after) =
            (text.get(..start).unwrap_or_default(), text.get(start + trimmed.len()..).unwrap_or_default());
        format!("{before}{}{after}", make(self, trimmed))
    }

    /// An ARN stays an ARN: partition, service, Region and the kind of resource; account and names by their classes.
    fn arn(&mut self, text: &str) -> String {
        let Some(arn) = Arn::parse(text) else { return text.to_owned() };
        let account = match is_customer(arn.account) && self.has(Class::Accounts) {
            true => self.stand_in(Form::Name("account"), arn.account),
            false => arn.account.to_owned(),
        };
        let mut resource = String::new();
        let parts = arn_parts(arn);
        for part in &parts {
            resource.push_str(&match part.class {
                Some(class) if self.has(class) => self.stand_in(part.form, part.text),
                _ => part.text.to_owned(),
            });
            resource.extend(part.mark);
        }
        format!("arn:{}:{}:{}:{account}:{resource}", arn.partition, arn.service, arn.region)
    }
}

/// A part of an ARN's resource.
pub(super) struct ArnPart<'t> {
    pub text: &'t str,
    /// The class of what it names; none for AWS's words.
    pub class: Option<Class>,
    pub form: Form,
    /// What stands behind it: a slash or a colon.
    mark: Option<char>,
}

/// The parts of an ARN's resource.
pub(super) fn arn_parts(arn: Arn<'_>) -> Vec<ArnPart<'_>> {
    let (class, form) = match arn.service {
        "s3" => (Class::Buckets, Form::Name("bucket")),
        "iam" | "sts" => (Class::Principals, Form::Name("user")),
        _ => (Class::Names, Form::Name("resource")),
    };
    if arn.service == "s3" {
        let (bucket, key) = arn.resource.split_once('/').map_or((arn.resource, None), |(b, k)| (b, Some(k)));
        let mut out = vec![ArnPart { text: bucket, class: Some(class), form, mark: key.map(|_| '/') }];
        out.extend(key.map(|key| ArnPart {
            text: key,
            class: Some(class),
            form: Form::ObjectKey,
            mark: None,
        }));
        return out;
    }
    let mut out = Vec::new();
    let mut rest = arn.resource;
    let mut word = "";
    while !rest.is_empty() {
        let end = rest.find(['/', ':']).unwrap_or(rest.len());
        let (text, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let mark = after.chars().next();
        // The first part of several says what kind of resource it is; numbers are versions.
        let kind = out.is_empty() && mark.is_some();
        let fixed = kind
            || ARN_WORDS.contains(&text)
            || text.bytes().all(|b| b.is_ascii_digit()) && !is_account_id(text);
        // A finding's own id says nothing, and other findings point at it.
        let fixed = fixed
            || is_region(text)
            || word == "finding"
            || text.is_empty()
            || text.ends_with(".amazonaws.com")
            || text == "finding";
        let named = match (arn.service, word) {
            ("iam" | "sts", "role" | "assumed-role") => (class, Form::Name("role")),
            ("guardduty", "detector") => (Class::Accounts, Form::Opaque),
            (_, "key") if arn.service == "kms" => (class, Form::Opaque),
            ("ecs", _) if is_hex(text) => (class, Form::Opaque),
            ("eks", "cluster") | ("ecs", "cluster") => (class, Form::Name("cluster")),
            ("lambda", _) => (class, Form::Name("function")),
            _ => (class, form),
        };
        out.push(ArnPart { text, class: (!fixed).then_some(named.0), form: named.1, mark });
        word = text;
        rest = after.get(mark.map_or(0, char::len_utf8)..).unwrap_or_default();
    }
    out
}

pub(super) fn is_hex(text: &str) -> bool {
    text.len() >= 16 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Whether a word is a common one.
pub(super) fn is_common(word: &str) -> bool {
    COMMON.contains(&word.to_ascii_lowercase().as_str())
}

/// Whether a part of a path is one that every system has.
pub(super) fn is_system(part: &str) -> bool {
    SYSTEM_PATHS.contains(&part)
}

/// Whether the account of an ARN is a customer's: AWS's own managed things have `aws`, global ones nothing.
pub(super) fn is_customer(account: &str) -> bool {
    !account.is_empty() && account != "aws"
}

/// Whether a value names nobody.
pub(super) fn is_nobody(text: &str) -> bool {
    text.trim().is_empty() || NOBODY.iter().any(|word| text.eq_ignore_ascii_case(word))
}

pub(super) fn is_aws_host(host: &str) -> bool {
    AWS_HOSTS.iter().any(|end| host.ends_with(end))
}

/// Whether a label is a Region: `eu-west-1`, `us-gov-east-1`.
pub(super) fn is_region(label: &str) -> bool {
    let mut parts = label.split('-').rev();
    let number = parts.next().is_some_and(|n| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit()));
    let side = parts.next().is_some_and(|side| {
        ["east", "west", "north", "south", "central"].iter().any(|word| side.ends_with(word))
    });
    number && side && parts.next_back().is_some_and(|area| area.len() == 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(form: Form, texts: &[&str]) -> Vec<String> {
        let mut namer = Namer::default();
        texts.iter().map(|text| namer.stand_in(form, text)).collect()
    }

    #[test]
    fn stand_ins_have_the_form_of_their_values() {
        use Form::*;
        for (form, text, expected) in [
            (Name("user"), "alice", "user-1"),
            (Name("user"), "111122223333", "900000000001"),
            (Name("key"), "AKIAIOSFODNN7EXAMPLE", "AKIAREDACTED00000001"),
            (Name("resource"), "i-0123456789abcdef0", "i-00000000000000001"),
            (Name("user"), "alice@corp.example.com", "user-1@sub-1.domain-1.example"),
            (Name("role"), "AWSServiceRoleForAmazonGuardDuty", "AWSServiceRoleForAmazonGuardDuty"),
            (Name("user"), "ANONYMOUS_PRINCIPAL", "ANONYMOUS_PRINCIPAL"),
            (Opaque, "5302f9ec474949febc63aff8690f0cc7", "00000000000000000000000000000001"),
            (Opaque, "d917d090-69b2-4a8d-a8fa-d8a0a36a4d0e", "00000000-0000-0000-0000-000000000001"),
            (Path, "/tmp/.cache/miner", "/tmp/file-1/file-2"),
            (Path, "/usr/bin/curl", "/usr/bin/curl"),
            (ObjectKey, "invoices/2026/acme.pdf", "folder-1/2026/object-1.pdf"),
            (Form::Domain, "c2.evil.com.", "sub-1.domain-1.example."),
            (Form::Domain, "acme.s3.eu-west-1.amazonaws.com", "host-1.s3.eu-west-1.amazonaws.com"),
            (Form::Domain, "sts.amazonaws.com", "sts.amazonaws.com"),
            (Form::Domain, "ip-10-0-0-1.ec2.internal", "ip-10-0-0-1.ec2.internal"),
            (Principal, "AROAJDL27UNNELEXAMPLE:alice", "AROAREDACTED000000001:session-1"),
            (Principal, "system:serviceaccount:shop:web", "system:serviceaccount:session-1:session-2"),
            (Principal, "system:masters", "system:masters"),
            (
                Form::Image,
                "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web:1.2",
                "900000000001.dkr.ecr.eu-west-1.amazonaws.com/image-1/image-2:1.2",
            ),
            (
                Networks,
                "asnNumber: 64500 asnOrg: Acme , asnNumber: 64501 asnOrg: Beta",
                "asnNumber: 4200000000 asnOrg: network-1 , asnNumber: 4200000001 asnOrg: network-2",
            ),
            (List("user"), "k.mori , h.tanabe", "user-1 , user-2"),
            (Number, "52.4", "1.000001"),
            (Name("user"), "root", "root"),
        ] {
            let made = made(form, &[text]);
            if text.starts_with("ip-") {
                assert!(made[0].starts_with("ip-10-") && made[0].ends_with(".ec2.internal"), "{made:?}");
            } else {
                assert_eq!(made, [expected], "{text}");
            }
        }
    }

    #[test]
    fn an_arn_stays_an_arn() {
        for (arn, expected) in [
            (
                "arn:aws:iam::111122223333:role/service-role/report",
                "arn:aws:iam::900000000001:role/service-role/user-1",
            ),
            (
                "arn:aws:sts::111122223333:assumed-role/report/alice",
                "arn:aws:sts::900000000001:assumed-role/role-1/user-1",
            ),
            ("arn:aws:s3:::acme-data/a/b.csv", "arn:aws:s3:::bucket-1/folder-1/object-1.csv"),
            (
                "arn:aws:guardduty:eu-west-1:111122223333:detector/5302f9ec474949febc63aff8690f0cc7/finding/a88b0095582bc1d0b7a1d77d5b80c8e7",
                "arn:aws:guardduty:eu-west-1:900000000001:detector/00000000000000000000000000000001/finding/a88b0095582bc1d0b7a1d77d5b80c8e7",
            ),
            (
                "arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0",
                "arn:aws:ec2:eu-west-1:900000000001:instance/i-00000000000000001",
            ),
            ("arn:aws:iam::111122223333:root", "arn:aws:iam::900000000001:root"),
            (
                "arn:aws:lambda:eu-west-1:111122223333:function:pay:7",
                "arn:aws:lambda:eu-west-1:900000000001:function:function-1:7",
            ),
        ] {
            assert_eq!(made(Form::Name("x"), &[arn]), [expected]);
        }
    }

    #[test]
    fn no_stand_in_is_a_word_of_the_originals() {
        let mut namer = Namer::default();
        namer.taken.insert("user-1".into());
        assert_eq!(namer.stand_in(Form::Name("user"), "alice"), "user-2");
    }
}
