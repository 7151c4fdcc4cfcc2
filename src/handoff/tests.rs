#![allow(clippy::string_slice)]

use super::{
    file::{Parts, Piece, is_handoff},
    *,
};
use crate::{
    export::report::Source,
    store::{Mark, Marks, Verdict},
};

fn parcel() -> Parcel {
    let source = Source { name: "a.json".into(), sha256: "00".into(), bytes: 5, findings: 2 };
    let provenance = Provenance::new("2026-11-24T15:00:00Z".into(), vec![source], vec!["accounts".into()]);
    // What would end an element, a comment or a string if it stood as it is.
    let findings = vec![
        "{\"a\":\"</script><script>alert(1)</script><!-- --> \\u0000 \u{2028}\"}".into(),
        "{\r\n\t\"検出結果\": 1.0,\n \"a\": \"\\\\\"}".into(),
    ];
    let mark = Mark { verdict: Some(Verdict::Authorised), note: "</script>".into(), ..Mark::default() };
    let mut marks = Marks::default();
    marks.set("f0".into(), Some(mark));
    Parcel::new(provenance, findings, marks)
}

fn parts() -> Parts {
    let shell = format!("<!DOCTYPE html>\n<head>{}</head><body></body></html>", viewer::MANIFEST);
    let piece = |id: &str, names: &[&str], packed| Piece {
        id: id.to_owned(),
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        packed,
        bytes: ByteBuf::from(b"bytes".to_vec()),
    };
    let pieces =
        vec![piece("wasm.deflate", &["wasm"], false), piece("code.ppmd", &["engine", "samples"], true)];
    Parts { shell, version: "0.1.0".into(), pieces }
}

fn handed(parcel: &Parcel) -> Vec<u8> {
    file::write(&parts(), &parcel.pack()).unwrap()
}

#[test]
fn what_is_handed_over_in_a_file_comes_back_byte_for_byte() {
    let file = handed(&parcel());
    assert!(is_handoff(&file));
    assert_eq!(receive(&Given::File(ByteBuf::from(file.clone()))), Ok(parcel()));
    assert_eq!(receive(&Given::Here(ByteBuf::from(parcel().pack()))), Ok(parcel()));
    let rewritten: Vec<u8> =
        file.iter().flat_map(|b| if *b == b'\n' { vec![b'\r', b'\n'] } else { vec![*b] }).collect();
    assert!(is_handoff(&rewritten));
    assert_eq!(receive(&Given::File(ByteBuf::from(rewritten))), Ok(parcel()), "line ends were rewritten");
}

#[test]
fn the_findings_stand_in_the_file_as_data_alone() {
    let file = handed(&parcel());
    let count = |what: &str| memchr::memmem::find_iter(&file, what.as_bytes()).count();
    assert_eq!((count("alert"), count("検出結果")), (0, 0));
    // Two parts, the manifest, the findings.
    assert_eq!((count("<script"), count("</script")), (4, 4));
    // Without its mark and the findings it is the viewer, byte for byte, and no hand-off file.
    let data = viewer::element("handed", &parcel().pack());
    let at = memchr::memmem::find(&file, &data).unwrap();
    let rest = [&file[..at], &file[at + data.len()..]].concat();
    let alone = [&rest[..15], &rest[15 + "<!-- finding-lens-handoff 1 -->".len()..]].concat();
    let wasm = parcel::deflate(b"bytes");
    let block = |id: &str, names: &[&str], bytes| viewer::Block {
        id: id.to_owned(),
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        bytes,
    };
    let blocks =
        [block("wasm.deflate", &["wasm"], &wasm[..]), block("code.ppmd", &["engine", "samples"], b"bytes")];
    assert_eq!(alone, viewer::viewer(&parts().shell, "0.1.0", &blocks).unwrap());
    assert!(!is_handoff(&alone));
}

#[test]
fn no_other_page_is_taken_for_one() {
    for other in
        ["", "<!DOCTYPE html><html>", "{}", "<!-- finding-lens-handoff 1 -->", "<!DOCTYPE html> <!-- x -->"]
    {
        assert!(!is_handoff(other.as_bytes()), "{other}");
    }
}

#[test]
fn a_file_that_was_cut_off_or_changed_is_refused() {
    let file = handed(&parcel());
    let opening = viewer::opening("handed");
    let start = memchr::memmem::find(&file, opening.as_bytes()).unwrap() + opening.len();
    let end = memchr::memmem::rfind(&file, b"</script").unwrap();
    let read = |bytes: Vec<u8>| receive(&Given::File(ByteBuf::from(bytes)));
    for at in start..end {
        assert_eq!(read(file[..at].to_owned()), Err(Fault::Damaged), "cut off at {at}");
        let mut changed = file.clone();
        changed[at] ^= 0x10;
        // The bits that fill the last byte hold nothing.
        let read = read(changed);
        assert!(read == Err(Fault::Damaged) || at + 1 == end && read == Ok(parcel()), "changed at {at}");
    }
    assert_eq!(read(Vec::new()), Err(Fault::Damaged));
    assert_eq!(receive(&Given::Here(ByteBuf::new())), Err(Fault::Damaged));
}

#[test]
fn a_link_brings_a_finding_and_has_a_limit() {
    let one = include_str!("../../knowledge/types/EC2/UnauthorizedAccess-SSHBruteForce.json").to_owned();
    let parcel =
        Parcel::new(Provenance::new(String::new(), Vec::new(), Vec::new()), vec![one], Marks::default());
    let fragment = link::write(&parcel).unwrap();
    assert!(link::is_link(&fragment) && !link::is_link("#/finding/3"));
    assert!(fragment.len() < 4_000, "{} characters", fragment.len());
    assert!(fragment.bytes().all(|b| b.is_ascii_alphanumeric() || b"#/._-".contains(&b)));
    assert_eq!(receive(&Given::Link(fragment.clone())), Ok(parcel.clone()));

    // Cut off by a chat; changed; of a later form; longer than any.
    let cut = fragment[..fragment.len() - 8].to_owned();
    assert_eq!(receive(&Given::Link(cut)), Err(Fault::Damaged));
    assert_eq!(receive(&Given::Link(fragment.replacen('.', ".AAAA", 1))), Err(Fault::Damaged));
    assert_eq!(receive(&Given::Link(fragment.replace("/1.", "/2."))), Err(Fault::Later));
    assert_eq!(receive(&Given::Link(format!("{fragment}{}", "A".repeat(link::MOST)))), Err(Fault::TooLarge));

    let random: String = (0..40_000_u32).map(|n| format!("{:x}", n.wrapping_mul(2_654_435_761))).collect();
    let long = Parcel::new(Provenance::default(), vec![random], Marks::default());
    assert!(link::write(&long).unwrap_err() > link::MOST);
}

#[test]
fn a_small_parcel_that_unpacks_to_much_is_not_unpacked() {
    let bomb = Parcel::new(Provenance::default(), vec![" ".repeat(8 << 20)], Marks::default());
    let fragment = link::write(&bomb).unwrap();
    assert_eq!(receive(&Given::Link(fragment)), Err(Fault::TooLarge));
    assert_eq!(Parcel::unpack(&bomb.pack(), 1 << 20), Err(Fault::TooLarge));
}

/// The bytes of a parcel with this JSON.
fn packed(json: &str) -> Given {
    use sha2::Digest;
    let mut bytes = sha2::Sha256::digest(json).to_vec();
    bytes.extend(parcel::deflate(json.as_bytes()));
    Given::Here(ByteBuf::from(bytes))
}

#[test]
fn the_first_version_stays_readable_and_later_ones_are_told_apart() {
    let first = r#"{"kind":"finding-lens-handoff","version":1,"provenance":{"madeBy":"0.1.0","catalogue":"2026-11-24"},"findings":["{}"],"marks":{}}"#;
    assert_eq!(receive(&packed(first)).unwrap().lines(), "{}");
    assert_eq!(receive(&packed(&first.replace("\"version\":1", "\"version\":2"))), Err(Fault::Later));
    assert_eq!(receive(&packed(&first.replace("handoff", "other"))), Err(Fault::Later));
    assert_eq!(receive(&packed("[]")), Err(Fault::Damaged));
}
