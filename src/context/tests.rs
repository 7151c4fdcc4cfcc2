use super::*;
use crate::i18n::{Lang, pieces};

const EXAMPLE: &[u8] = include_bytes!("../../docs/context.example.json");

fn faults(text: &str) -> Vec<(String, Wrong)> {
    let error = Context::read(text.as_bytes()).unwrap_err();
    error.0.into_iter().map(|fault| (fault.at, fault.wrong)).collect()
}

#[test]
fn the_example_is_read_whole() {
    let context = Context::read(EXAMPLE).unwrap();
    assert_eq!(context.network("203.0.113.9").map(|n| n.name.as_str()), Some("Tokyo office egress"));
    assert_eq!(context.network("::ffff:203.0.113.9").map(|n| n.name.as_str()), Some("Tokyo office egress"));
    assert_eq!(context.network("192.0.2.1"), None);
    assert_eq!(context.network("not an address"), None);
    assert!(context.scanner("198.51.100.40").is_some() && context.scanner("198.51.100.41").is_none());
    assert_eq!(
        context.account("111122223333").and_then(|a| a.owner.as_deref()),
        Some("Platform team, #platform")
    );
    assert!(context.pipeline("ci-deploy").is_some() && context.pipeline("ci-deploy2").is_none());
    assert!(context.emergency("break-glass-admin").is_some());
}

#[test]
fn a_change_covers_what_lies_wholly_within_it() {
    let context = Context::read(EXAMPLE).unwrap();
    let at = |text| Timestamp::parse(text).unwrap();
    let change = |account, from, to| context.change(account, at(from), at(to)).map(|c| c.name.as_str());
    let (from, to) = ("2026-11-24T13:00:00Z", "2026-11-24T16:00:00Z");
    assert_eq!(change("111122223333", from, to), Some("CHG-2041 database upgrade"));
    assert_eq!(change("111122223333", "2026-11-24T12:59:59Z", to), None);
    assert_eq!(change("111122223333", from, "2026-11-24T16:00:01Z"), None);
    assert_eq!(change("444455556666", from, to), None);
}

#[test]
fn what_is_not_understood_is_told_with_its_place() {
    use Wrong::*;
    let at = |at: &str, wrong| (at.to_owned(), wrong);
    assert_eq!(faults("{"), [at("", NotJson)]);
    assert_eq!(faults("[]"), [at("", NotObject)]);
    assert_eq!(faults("{}"), [at("", Missing)]);
    assert_eq!(faults(r#"{"version":2}"#), [at("/version", Version)]);
    assert_eq!(faults(r#"{"version":1,"network":[]}"#), [at("", UnknownKey)]);
    assert_eq!(faults(r#"{"version":1,"accounts":{}}"#), [at("/accounts", NotList)]);
    assert_eq!(faults(r#"{"version":1,"accounts":[7]}"#), [at("/accounts/0", NotObject)]);
    assert_eq!(
        faults(r#"{"version":1,"accounts":[{"id":"1234","name":""}]}"#),
        [at("/accounts/0/id", NotAccount), at("/accounts/0/name", NotText)]
    );
    assert_eq!(
        faults(
            r#"{"version":1,"networks":[{"name":"x","cidrs":["0.0.0.0/0","::/0","10.0.0.300"]},{"name":"y"}]}"#
        ),
        [
            at("/networks/0/cidrs/0", TooWide),
            at("/networks/0/cidrs/1", TooWide),
            at("/networks/0/cidrs/2", NotNet),
            at("/networks/1", Missing)
        ]
    );
    assert_eq!(
        faults(r#"{"version":1,"version":1,"ciRoles":[{"name":"x","principals":["a"],"arn":"b"}]}"#),
        [at("", Twice), at("/ciRoles/0", UnknownKey)]
    );
    assert_eq!(
        faults(
            r#"{"version":1,"changeWindows":[{"name":"x","from":"2026-11-24T13:00:00","to":"2026-11-24T13:00:00Z"},{"name":"y","from":"2026-11-25T13:00:00Z","to":"2026-11-24T13:00:00Z"}]}"#
        ),
        [at("/changeWindows/0/from", NotTime), at("/changeWindows/1", Backwards)]
    );
}

#[test]
fn faults_speak_both_languages_and_quote_what_they_found() {
    let error =
        Context::read(br#"{"version":1,"networks":[{"name":"x","cidrs":["10.0.0.300"]}]}"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "/networks/0/cidrs/0: \"10.0.0.300\" is neither an address nor a range such as 203.0.113.0/24."
    );
    assert!(error.message(Lang::Ja).contains("10.0.0.300") && error.message(Lang::Ja).contains("範囲"));
    assert_eq!(pieces("{at}").count(), 1);
}

#[test]
fn no_bytes_stop_it() {
    for bytes in [&b""[..], b"\xff\xfe", b"null", b"[[[[", b"{\"version\":1e999}", "\u{FEFF}{}".as_bytes()] {
        assert!(Context::read(bytes).is_err());
    }
}
