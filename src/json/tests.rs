use super::*;
use proptest::prelude::*;

fn doc(text: &str) -> Document {
    let (doc, faults) = Document::parse(text);
    assert!(faults.is_empty(), "{faults:?}");
    doc
}

fn faults(text: &str) -> Vec<(FaultKind, usize)> {
    Document::parse(text).1.into_iter().map(|fault| (fault.kind, fault.offset)).collect()
}

fn at(doc: &Document, pointer: &str) -> RowId {
    doc.find(&Pointer::new(pointer)).unwrap_or_else(|| panic!("nothing at {pointer}"))
}

#[test]
fn order_duplicates_and_number_text_are_kept() {
    let (doc, faults) = Document::parse(r#"{"b":1.0,"a":12345678901234567890,"b":2e3}"#);
    let keys: Vec<_> =
        doc.children(RowId(0)).map(|id| (doc.key(id).unwrap().into_owned(), doc.raw(id))).collect();
    assert_eq!(keys, [("b".into(), "1.0"), ("a".into(), "12345678901234567890"), ("b".into(), "2e3")]);
    assert_eq!(
        doc.get(RowId(0), "b").map(|id| doc.raw(id)),
        Some("2e3"),
        "the last duplicate counts, as in JavaScript"
    );
    assert_eq!(faults, [Fault { kind: FaultKind::DuplicateKey, offset: 34 }]);
}

#[test]
fn a_string_that_holds_json_is_opened() {
    let doc = doc(r#"{"value":"{\"sample\":true,\"deep\":\"[1]\"}","type":"default"}"#);
    let sample = doc.find(&Pointer { hops: vec!["/value".into(), "/sample".into()] }).unwrap();
    assert_eq!(doc.boolean(sample), Some(true));
    assert_eq!(doc.pointer(sample).to_string(), "/value → /sample");
    assert_eq!(doc.jq_path(sample), ".value | fromjson | .sample");
    let one = doc.find(&Pointer { hops: vec!["/value".into(), "/deep".into(), "/0".into()] }).unwrap();
    assert_eq!(doc.number(one), Some(1.0));
    assert_eq!(
        doc.string(at(&doc, "/type")).as_deref(),
        Some("default"),
        "what follows the string is still found"
    );
}

#[test]
fn a_string_that_only_looks_like_json_stays_a_string() {
    let doc = doc(r#"["{not json}","[1,"]"#);
    assert_eq!((doc.len(), doc.embedded(RowId(1))), (3, None));
}

#[test]
fn an_object_behind_other_words_of_a_string_is_opened() {
    let line = r#"<14>Nov 24 {x} é host: {"a": {"b": [1]}} end"#;
    let text = serde_json::json!({ "message": line }).to_string();
    let doc = doc(&text);
    let one = doc.find(&Pointer { hops: vec!["/message".into(), "/a/b/0".into()] }).unwrap();
    assert_eq!(doc.number(one), Some(1.0));
    let cut = line.chars().take_while(|c| *c != '\"').count() - 1;
    let end = line.chars().count() - " end".len();
    assert_eq!(doc.jq_path(one), format!(".message | .[{cut}:{end}] | fromjson | .a.b[0]"));
    assert_eq!(doc.string(at(&doc, "/message")).as_deref(), Some(line));
}

#[test]
fn a_key_is_a_duplicate_however_it_is_written_and_however_many_there_are() {
    assert_eq!(faults(r#"{"a":1,"\u0061":2}"#), [(FaultKind::DuplicateKey, 7)]);
    let many = (0..1000).map(|n| format!("\"k{n}\":{n},")).collect::<String>();
    let text = format!("{{{many}\"k7\":0,\"k999\":0,\"k1000\":[{{\"k7\":1}}]}}");
    let kinds: Vec<_> = faults(&text).into_iter().map(|f| f.0).collect();
    assert_eq!(kinds, [FaultKind::DuplicateKey; 2], "only in the same object");
}

#[test]
fn a_value_knows_whether_all_of_it_was_there() {
    let (doc, _) = Document::parse(r#"[{"a":1},"b",{"c":2,"d":"e"#);
    let whole: Vec<_> = doc.rows().filter(|&id| doc.is_whole(id)).map(|id| doc.raw(id)).collect();
    assert_eq!(whole, [r#"{"a":1}"#, "1", r#""b""#, "2"]);
}

#[test]
fn keys_with_slashes_and_dots_have_pointers_and_paths() {
    let doc = doc(r#"{"AWS::S3::Bucket":"b","a/b~c":[10,{"x.y":1}],"":0}"#);
    let inner = at(&doc, "/a~1b~0c/1/x.y");
    assert_eq!(doc.number(inner), Some(1.0));
    assert_eq!(doc.jq_path(inner), r#".["a/b~c"][1]["x.y"]"#);
    assert_eq!(doc.jq_path(RowId(1)), r#".["AWS::S3::Bucket"]"#);
    assert_eq!(doc.jq_path(RowId(0)), ".");
}

#[test]
fn comments_and_trailing_commas_are_read_past_and_noted() {
    let (doc, notes) = Document::parse("// who\n{\"a\":[1,2,], /* x */ \"b\":3,}");
    assert_eq!(doc.number(at(&doc, "/b")), Some(3.0));
    let kinds: Vec<_> = notes.iter().map(|f| f.kind).collect();
    assert_eq!(
        kinds,
        [FaultKind::Comment, FaultKind::TrailingComma, FaultKind::Comment, FaultKind::TrailingComma]
    );
    assert!(notes.iter().all(|f| f.kind.is_notice()));
}

#[test]
fn what_was_read_before_the_text_breaks_off_stands() {
    let (doc, notes) = Document::parse(r#"{"type":"x","service":{"count":14,"act"#);
    assert_eq!(doc.number(at(&doc, "/service/count")), Some(14.0));
    assert_eq!(notes.last().map(|f| f.kind), Some(FaultKind::Truncated));
}

#[test]
fn a_python_dict_and_plain_text_are_told_apart_from_json() {
    assert_eq!(faults("{'a': 1}"), [(FaultKind::Unexpected, 1)]);
    assert_eq!(faults(r#"{"a": True}"#), [(FaultKind::Unexpected, 6)]);
    assert_eq!(faults("hello"), [(FaultKind::Unexpected, 0)]);
    assert_eq!(faults(""), [(FaultKind::Truncated, 0)]);
    assert_eq!(faults("{} {}"), [(FaultKind::AfterEnd, 3)]);
}

#[test]
fn nesting_beyond_the_limit_is_told_and_costs_no_stack() {
    let text = "[".repeat(1_000_000);
    assert_eq!(faults(&text).first().map(|f| f.0), Some(FaultKind::TooDeep));
}

#[test]
fn lone_surrogates_do_not_lose_the_document() {
    let doc = doc(r#"{"ua":"\ud800x\ude00","ok":"\ud83d\ude00"}"#);
    assert_eq!(doc.string(at(&doc, "/ua")).as_deref(), Some("\u{FFFD}x\u{FFFD}"));
    assert_eq!(doc.string(at(&doc, "/ok")).as_deref(), Some("😀"));
}

/// Any JSON value.
fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        (-1e9..1e9f64).prop_map(Into::into),
        any::<String>().prop_map(Into::into),
    ];
    leaf.prop_recursive(5, 64, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Into::into),
            prop::collection::vec((any::<String>(), inner.clone()), 0..8)
                .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
            // JSON inside a string.
            inner.prop_map(|value| serde_json::Value::String(value.to_string())),
        ]
    })
}

proptest! {
    #[test]
    fn the_text_comes_back_byte_for_byte(value in json(), pretty: bool) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
        let (doc, faults) = Document::parse(text.clone());
        prop_assert!(faults.is_empty(), "{:?}", faults);
        prop_assert_eq!(doc.text(), &text);
        prop_assert_eq!(doc.raw(RowId(0)), text);
    }

    #[test]
    fn every_value_is_serde_jsons_value(value in json()) {
        let text = value.to_string();
        let doc = doc(&text);
        for id in doc.rows().filter(|&id| doc.layer(id) == 0) {
            let pointer = doc.pointer(id).to_string();
            let theirs = value.pointer(&pointer).expect("serde_json finds it too");
            match doc.kind(id) {
                Kind::String => prop_assert_eq!(doc.string(id).map(Cow::into_owned), theirs.as_str().map(str::to_owned)),
                Kind::Number => {
                    // Beyond fifteen digits the last bits may differ.
                    let (ours, theirs) = (doc.number(id).unwrap(), theirs.as_f64().unwrap());
                    prop_assert!((ours - theirs).abs() <= theirs.abs() * 1e-15, "{ours} for {theirs}");
                }
                Kind::Bool => prop_assert_eq!(doc.boolean(id), theirs.as_bool()),
                Kind::Null => prop_assert!(theirs.is_null()),
                Kind::Array => prop_assert_eq!(doc.children(id).count(), theirs.as_array().unwrap().len()),
                Kind::Object => prop_assert_eq!(doc.children(id).count(), theirs.as_object().unwrap().len()),
            }
        }
    }

    #[test]
    fn every_row_is_found_at_its_pointer(value in json()) {
        let doc = doc(&value.to_string());
        for id in doc.rows() {
            prop_assert_eq!(doc.find(&doc.pointer(id)), Some(id));
        }
    }

    #[test]
    fn arbitrary_text_never_panics_and_is_kept(text: String) {
        let (doc, _) = Document::parse(text.clone());
        prop_assert_eq!(doc.text(), text);
        for id in doc.rows() {
            let _ = (doc.key(id), doc.string(id), doc.number(id), doc.jq_path(id), doc.pointer(id));
        }
    }

    #[test]
    fn mangled_json_never_panics(value in json(), cut in 0usize..400, junk: char) {
        let mut text = value.to_string();
        let at = (0..=cut.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        text.insert(at, junk);
        let (doc, _) = Document::parse(text.clone());
        prop_assert_eq!(doc.text(), text);
    }
}
