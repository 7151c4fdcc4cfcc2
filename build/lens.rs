//! Writes `schema.rs`, the tables of shapes, members and enums, and `lens.rs`, one accessor struct a shape.

use crate::facts::{Facts, Member, Type};
use std::fmt::Write;

pub fn schema(facts: &Facts) -> String {
    let mut out = String::new();
    let w = &mut out;
    let shape = |name: &str| {
        facts.structures.iter().position(|s| s.name == name).unwrap_or_else(|| panic!("no shape {name}"))
    };
    let enumeration =
        |name: &str| facts.enums.iter().position(|e| e.0 == name).unwrap_or_else(|| panic!("no enum {name}"));

    let _ = writeln!(
        w,
        "/// The day of the official model that this catalogue follows.\npub const MODEL_DATE: &str = {:?};",
        facts.date
    );
    let _ =
        writeln!(w, "/// Where the model comes from.\npub const MODEL_SOURCE: &str = {:?};", facts.source);

    let _ = writeln!(
        w,
        "/// Every shape: its name, and the range of its members in [`MEMBERS`].\npub static SHAPES: &[Shape] = &["
    );
    let mut first = 0;
    for s in &facts.structures {
        let _ = writeln!(w, "Shape {{ name: {:?}, first: {first}, len: {} }},", s.name, s.members.len());
        first += s.members.len();
    }
    let _ = writeln!(w, "];\n/// Every enum of the model and its values.\npub static ENUMS: &[Enum] = &[");
    for (name, values) in &facts.enums {
        let _ = writeln!(w, "Enum {{ name: {name:?}, values: &{values:?} }},");
    }
    let _ = writeln!(w, "];\n/// Every member, grouped by shape.\npub static MEMBERS: &[Member] = &[");
    for (at, s) in facts.structures.iter().enumerate() {
        for m in &s.members {
            let _ = writeln!(
                w,
                "Member {{ shape: ShapeId({at}), name: {:?}, wire: {:?}, of: {}, sensitive: {}, required: {}, beside: {} }},",
                m.name,
                m.wire,
                of(&m.of, &shape, &enumeration),
                m.sensitive,
                m.required,
                m.beside
            );
        }
    }
    let _ = writeln!(w, "];");
    out
}

pub fn lens(facts: &Facts) -> String {
    let mut out = String::new();
    let w = &mut out;
    let mut id = 0;
    for s in &facts.structures {
        let name = &s.name;
        let _ = writeln!(
            w,
            "/// `{name}` of the finding model.\n#[derive(Clone, Copy)]\npub struct {name}<'f>(Node<'f>);"
        );
        let _ = writeln!(
            w,
            "impl<'f> From<Node<'f>> for {name}<'f> {{ fn from(node: Node<'f>) -> Self {{ {name}(node) }} }}"
        );
        let _ = writeln!(
            w,
            "impl<'f> {name}<'f> {{\n/// The object itself.\npub fn node(self) -> Node<'f> {{ self.0 }}"
        );
        for m in &s.members {
            accessor(w, m, id);
            id += 1;
        }
        let _ = writeln!(w, "}}");
    }
    out
}

fn accessor(w: &mut String, m: &Member, id: usize) {
    let (returns, body) = match &m.of {
        Type::Scalar(kind) => match kind.as_str() {
            "string" => ("Option<Text<'f>>".into(), ".text()".into()),
            "boolean" => ("Option<Flag>".into(), ".flag()".into()),
            "timestamp" => ("Option<When>".into(), ".when()".into()),
            _ => ("Option<Number>".into(), ".number()".into()),
        },
        Type::Enum(_) => ("Option<Text<'f>>".to_owned(), ".text()".to_owned()),
        Type::Structure(name) => (format!("{name}<'f>"), ".into()".into()),
        Type::List(inner) => match &**inner {
            Type::Structure(name) => (
                format!("impl Iterator<Item = {name}<'f>> + Clone + use<'f>"),
                format!(".items().map({name})"),
            ),
            _ => ("impl Iterator<Item = Node<'f>> + Clone + use<'f>".into(), ".items()".into()),
        },
        Type::Map(_) | Type::Any => ("Node<'f>".into(), String::new()),
    };
    let _ = writeln!(
        w,
        "/// `{}`\npub fn {}(self) -> {returns} {{ self.0.member(MemberId({id})){body} }}",
        m.wire,
        snake(&m.name)
    );
}

fn of(t: &Type, shape: &dyn Fn(&str) -> usize, enumeration: &dyn Fn(&str) -> usize) -> String {
    match t {
        Type::Scalar(kind) => match kind.as_str() {
            "string" => "Type::String".into(),
            "boolean" => "Type::Boolean".into(),
            "timestamp" => "Type::Timestamp".into(),
            "double" => "Type::Double".into(),
            "integer" => "Type::Integer".into(),
            _ => "Type::Long".into(),
        },
        Type::Enum(name) => format!("Type::Enum(EnumId({}))", enumeration(name)),
        Type::Structure(name) => format!("Type::Structure(ShapeId({}))", shape(name)),
        Type::List(inner) => format!("Type::List(&{})", of(inner, shape, enumeration)),
        Type::Map(inner) => format!("Type::Map(&{})", of(inner, shape, enumeration)),
        Type::Any => "Type::Any".into(),
    }
}

/// `IpAddressV4` is `ip_address_v4`, `VolumeSizeInGB` is `volume_size_in_gb`, `HostIPC` is `host_ipc`, `AnomalousAPIs` is
/// `anomalous_apis`.
fn snake(name: &str) -> String {
    let letters: Vec<char> = name.replace("APIs", "Apis").replace("ASNs", "Asns").chars().collect();
    let mut out = String::new();
    for (at, &c) in letters.iter().enumerate() {
        let before = at.checked_sub(1).map(|i| letters[i]);
        let starts = c.is_ascii_uppercase()
            && before.is_some_and(|b| {
                !b.is_ascii_uppercase() || letters.get(at + 1).is_some_and(char::is_ascii_lowercase)
            });
        if starts {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    match out.as_str() {
        "type" => "type_".into(),
        _ => out,
    }
}
