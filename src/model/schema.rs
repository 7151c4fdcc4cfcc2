//! The tables of the model: shapes, members, enums. Generated at build time from `model/*.json`.

use serde::{Deserialize, Serialize};

/// The place of a member in [`MEMBERS`]. Stable within a build, not between builds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MemberId(pub u16);

/// The place of a shape in [`SHAPES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ShapeId(pub u16);

/// The place of an enum in [`ENUMS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct EnumId(pub u16);

/// A structure of the model.
#[derive(Debug)]
pub struct Shape {
    /// Its name in the API reference, such as `RemoteIpDetails`.
    pub name: &'static str,
    first: u16,
    len: u16,
}

/// An enum of the model.
#[derive(Debug)]
pub struct Enum {
    /// Its name in the API reference.
    pub name: &'static str,
    /// The values known on [`MODEL_DATE`].
    pub values: &'static [&'static str],
}

/// A member of a structure.
#[derive(Debug)]
pub struct Member {
    /// The structure it belongs to.
    pub shape: ShapeId,
    /// Its name in the API reference and in CLI output, such as `SourceIps`.
    pub name: &'static str,
    /// Its name on the wire, in EventBridge events and in S3 exports, such as `sourceIPs`.
    pub wire: &'static str,
    /// What it holds.
    pub of: Type,
    /// Whether the API model marks it sensitive.
    pub sensitive: bool,
    /// Whether the API model requires it.
    pub required: bool,
    /// Whether it stands beside the API model: a member of `additionalInfo` that only events and exports show.
    pub beside: bool,
}

/// What a member holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// Text.
    String,
    /// One of an enum's values.
    Enum(EnumId),
    /// true or false; ASFF and some pipelines write it as a string.
    Boolean,
    /// A whole number of 32 bits.
    Integer,
    /// A whole number of 64 bits.
    Long,
    /// A number with a fraction.
    Double,
    /// A time: epoch seconds on the wire, ISO 8601 in CLI output.
    Timestamp,
    /// A structure.
    Structure(ShapeId),
    /// A list.
    List(&'static Type),
    /// A map from free keys.
    Map(&'static Type),
    /// Anything: the model leaves its form open.
    Any,
}

include!(concat!(env!("OUT_DIR"), "/schema.rs"));

impl ShapeId {
    /// The shape of a finding.
    pub const FINDING: ShapeId = ShapeId(0);

    /// The shape's entry.
    pub fn get(self) -> Option<&'static Shape> {
        SHAPES.get(usize::from(self.0))
    }

    /// The shape's members with their ids, in the model's order.
    pub fn members(self) -> impl Iterator<Item = (MemberId, &'static Member)> {
        let (first, len) = self.get().map_or((0, 0), |shape| (shape.first, shape.len));
        (first..first + len).filter_map(|at| Some((MemberId(at), MEMBERS.get(usize::from(at))?)))
    }
}

impl MemberId {
    /// Every member.
    pub fn all() -> impl Iterator<Item = MemberId> {
        (0..MEMBERS.len()).filter_map(|at| u16::try_from(at).ok()).map(MemberId)
    }

    /// The member's entry.
    pub fn get(self) -> Option<&'static Member> {
        MEMBERS.get(usize::from(self.0))
    }

    /// `Shape.Member`, the key of the field in the knowledge.
    pub fn key(self) -> String {
        self.get()
            .map_or_else(String::new, |m| format!("{}.{}", m.shape.get().map_or("", |s| s.name), m.name))
    }
}

impl EnumId {
    /// The enum's entry.
    pub fn get(self) -> Option<&'static Enum> {
        ENUMS.get(usize::from(self.0))
    }
}

/// A place where a member stands in a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// The wire path from the finding: `resource.instanceDetails.tags[].key`; `.*` stands for a map's free key.
    pub path: String,
    /// The member there.
    pub member: MemberId,
}

/// Every place where a member stands in a finding, in the model's order, parents before children.
pub fn paths() -> Vec<Path> {
    fn walk(shape: ShapeId, at: &str, depth: u8, out: &mut Vec<Path>) {
        for (id, member) in shape.members() {
            let mut path =
                if at.is_empty() { member.wire.to_owned() } else { format!("{at}.{}", member.wire) };
            out.push(Path { path: path.clone(), member: id });
            let mut of = member.of;
            loop {
                match of {
                    Type::List(inner) => {
                        path.push_str("[]");
                        of = *inner;
                    }
                    Type::Map(inner) => {
                        path.push_str(".*");
                        of = *inner;
                    }
                    Type::Structure(inner) if depth > 0 => break walk(inner, &path, depth - 1, out),
                    _ => break,
                }
            }
        }
    }
    let mut out = Vec::new();
    // The model is not recursive; the limit only keeps an edited one from running away.
    walk(ShapeId::FINDING, "", 16, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_official_model_is_whole() {
        let official = MEMBERS.iter().filter(|m| !m.beside).count();
        let shapes = SHAPES
            .iter()
            .filter(|s| MEMBERS.iter().any(|m| !m.beside && m.shape.get().is_some_and(|n| n.name == s.name)));
        assert_eq!((shapes.count(), official), (132, 601));
        assert_eq!((ENUMS.len(), ENUMS.iter().map(|e| e.values.len()).sum::<usize>()), (24, 121));
    }

    #[test]
    fn members_stand_at_their_paths() {
        let paths = paths();
        let official = paths.iter().filter(|p| p.member.get().is_some_and(|m| !m.beside));
        let (in_maps, outside): (Vec<_>, Vec<_>) = official.partition(|p| p.path.contains('*'));
        assert_eq!((outside.len(), in_maps.len()), (773, 10));
        let asn = "service.action.networkConnectionAction.remoteIpDetails.organization.asn";
        assert_eq!(
            paths.iter().find(|p| p.path == asn).map(|p| p.member.key()).as_deref(),
            Some("Organization.Asn")
        );
    }
}
