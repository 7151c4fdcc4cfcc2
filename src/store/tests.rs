use super::*;
use crate::ingest::SourceId;
use proptest::prelude::*;
use serde_json::json;

/// A finding as a line.
fn line(id: u32, updated: u32, severity: u32, region: &str) -> String {
    json!({
        "id": format!("{id:032x}"), "accountId": format!("{:012}", id % 3), "region": region,
        "type": format!("Recon:EC2/Family{}", id % 2), "severity": severity,
        "updatedAt": format!("2026-10-{:02}T00:00:00.000Z", updated % 28 + 1),
        "title": format!("Title {id}"), "resource": {}, "service": { "count": updated },
    })
    .to_string()
        + "\n"
}

/// The batches of sources, by so many bytes.
fn batches(sources: &[String], size: usize) -> Vec<Batch> {
    let mut out = Vec::new();
    for (number, text) in (0..).zip(sources) {
        let mut loader = Loader::new(SourceId(number));
        for part in text.as_bytes().chunks(size) {
            loader.push(part);
            out.push(loader.take());
        }
        out.push(loader.finish());
    }
    out
}

fn store(batches: &[Batch], sources: usize) -> Store {
    let mut store = Store::default();
    (0..sources).for_each(|source| store.name_source(source as u32, format!("file {source}")));
    batches.iter().for_each(|batch| store.append(batch));
    store
}

const BY_SEVERITY: [Key; 1] = [Key { by: SortBy::Number(Fact::Severity), ascending: false }];

/// All that a store tells.
fn told(store: &Store) -> impl PartialEq + std::fmt::Debug + use<> {
    let all = store.latest();
    let rows: Vec<_> = store
        .sorted(all, &BY_SEVERITY)
        .into_iter()
        .map(|row| {
            let row = row as usize;
            let texts: Vec<Vec<String>> = Column::all()
                .map(|column| store.column(column).unwrap().texts(row).map(str::to_owned).collect())
                .collect();
            (store.id(row), texts, store.versions(store.finding_of(row).unwrap()))
        })
        .collect();
    let region = Column::Of(Fact::Region);
    (
        rows,
        store.top(region, all, 10, &[]),
        store.groups(region, all),
        store.histogram(all, 20),
        store.matrix(all, 9),
    )
}

fn one(text: &str) -> Store {
    store(&batches(&[text.to_owned()], 1 << 20), 1)
}

proptest! {
    /// However the rows are sorted inside, the order is the one that its keys describe, ties and all.
    #[test]
    fn rows_are_in_the_order_of_their_keys(
        all in prop::collection::vec((0u32..3, 1u32..3, "[ab]"), 1..40),
        by in Just([0, 1, 2, 3]).prop_shuffle(),
        ascending: [bool; 4],
        len in 0usize..=4,
    ) {
        let text: String =
            (0..).zip(&all).map(|(id, (updated, severity, region))| line(id, *updated, *severity, region)).collect();
        let store = one(&text);
        let kinds = [
            SortBy::Number(Fact::Severity),
            SortBy::Text(Column::Of(Fact::Region)),
            SortBy::Time(Fact::Updated),
            SortBy::Id,
        ];
        let keys: Vec<Key> =
            by.into_iter().zip(ascending).take(len).map(|(by, ascending)| Key { by: kinds[by], ascending }).collect();
        let mut expected: Vec<u32> = (0..all.len() as u32).collect();
        expected.sort_by(|a, b| {
            let ((updated_a, severity_a, region_a), (updated_b, severity_b, region_b)) =
                (&all[*a as usize], &all[*b as usize]);
            let mut order = std::cmp::Ordering::Equal;
            for key in &keys {
                let one = match key.by {
                    SortBy::Number(_) => severity_a.cmp(severity_b),
                    SortBy::Text(_) => region_a.cmp(region_b),
                    SortBy::Time(_) => updated_a.cmp(updated_b),
                    _ => a.cmp(b),
                };
                order = order.then(if key.ascending { one } else { one.reverse() });
            }
            order.then(updated_b.cmp(updated_a)).then(a.cmp(b))
        });
        let sorted = store.sorted(store.latest(), &keys);
        let ids: Vec<String> = sorted.into_iter().map(|row| store.id(row as usize)).collect();
        prop_assert_eq!(ids, expected.into_iter().map(|id| format!("{id:032x}")).collect::<Vec<_>>());
    }
}

proptest! {
    #[test]
    fn the_order_in_which_batches_come_makes_no_difference(
        rows in proptest::collection::vec((0u32..12, 0u32..4, 1u32..10, "[ab]"), 1..40),
        sources in 1usize..4,
        size in 200usize..2000,
        order in any::<u64>(),
    ) {
        let mut texts = vec![String::new(); sources];
        for (at, (id, updated, severity, region)) in rows.iter().enumerate() {
            texts[at % sources].push_str(&line(*id, *updated, *severity, region));
        }
        let mut batches = batches(&texts, size);
        let first = store(&batches, sources);
        batches.sort_by_cached_key(|batch| {
            order.wrapping_mul(batch.rows.places.order(0).1.into()).rotate_left(batch.source.0 + 7)
        });
        let sent: Vec<Batch> = batches.iter().map(|batch| Batch::from_bytes(&batch.to_bytes().unwrap()).unwrap()).collect();
        prop_assert_eq!(told(&store(&sent, sources)), told(&first));
        prop_assert_eq!(first.latest().count(), first.len());
    }
}

#[test]
fn a_finding_that_comes_again_shows_once_at_its_latest() {
    let texts = [
        line(1, 2, 5, "b") + &line(2, 1, 5, "a"),
        line(1, 1, 2, "a") + &line(1, 2, 5, "b"),
        line(1, 3, 8, "c"),
    ];
    let store = store(&batches(&texts, 1 << 20), 3);
    assert_eq!((store.len(), store.rows()), (2, 4));
    let finding = store.find(&format!("{:032x}", 1)).unwrap();
    let row = store.row_of(finding).unwrap();
    assert_eq!(
        (store.text(Column::Of(Fact::Region), row), store.number(Fact::Severity, row)),
        (Some("c"), Some(8.0))
    );
    let versions = store.versions(finding);
    let seen: Vec<_> =
        versions.iter().map(|v| (v.place.source.0, v.place.line, v.severity, v.copies)).collect();
    assert_eq!(seen, [(2, 1, Some(8.0), 0), (0, 1, Some(5.0), 1), (1, 1, Some(2.0), 0)]);
}

#[test]
fn findings_without_a_usual_id_are_told_apart() {
    let odd = |id: &str, title: &str| {
        json!({ "id": id, "type": "Recon:EC2/Portscan", "severity": 2, "title": title, "service": {} })
            .to_string()
            + "\n"
    };
    let store =
        one(&(odd("Odd One", "a") + &odd("Odd One", "b") + &odd("", "c") + &odd("", "d") + &odd("", "c")));
    assert_eq!((store.len(), store.rows()), (3, 4));
    assert!(store.find("Odd One").is_some());
    assert_eq!(store.with_id("odd").and(store.latest()).count(), 1);
}

#[test]
fn ids_are_searched_by_any_part() {
    let store = one(&(line(0xabc, 1, 1, "a") + &line(0xdef, 1, 1, "a")));
    for (word, count) in
        [("abc", 1), ("0ab", 1), ("def", 1), ("0", 2), (&"0".repeat(29), 2), ("abd", 0), ("xyz", 0)]
    {
        assert_eq!(store.with_id(word).count(), count, "{word}");
    }
    assert_eq!(store.with_id(&format!("{:032x}", 0xabc)).count(), 1);
}

#[test]
fn tactics_come_from_the_finding_or_else_from_its_type() {
    let sequence = json!({
        "id": "s", "type": "AttackSequence:IAM/X", "severity": 9, "resource": {},
        "service": { "detection": { "sequence": { "sequenceIndicators": [{ "key": "ATTACK_TACTIC", "values": ["Impact"] }] } } }
    });
    let text = line(1, 1, 2, "a") + &sequence.to_string() + "\n";
    let catalogue = |store: &mut Store| {
        let recon = ["Discovery".to_owned(), "no tactic".to_owned()];
        let other = ["Execution".to_owned()];
        store.name_tactics(
            [("Recon:EC2/Family1", &recon[..]), ("AttackSequence:IAM/X", &other[..])].into_iter(),
        );
    };
    let tactics = |store: &Store| {
        let column = store.column(Column::Of(Fact::Tactic)).unwrap();
        store
            .sorted(store.latest(), &BY_SEVERITY)
            .iter()
            .map(|row| column.first(*row as usize).unwrap_or("").to_owned())
            .collect::<Vec<_>>()
    };
    let mut after = one(&text);
    assert_eq!(tactics(&after), ["Impact", ""]);
    catalogue(&mut after);
    let mut before = Store::default();
    catalogue(&mut before);
    batches(&[text], 100).iter().for_each(|batch| before.append(batch));
    assert_eq!(tactics(&after), ["Impact", "Discovery"]);
    assert_eq!(tactics(&before), tactics(&after));
}

#[test]
fn verdicts_follow_their_findings() {
    let mut store = one(&line(1, 1, 2, "a"));
    let id = format!("{:032x}", 1);
    store.note_verdict(&id, Some("false-positive"));
    let verdict = |store: &Store| store.text(Column::Verdict, store.row_of(0).unwrap()).map(str::to_owned);
    assert_eq!(verdict(&store).as_deref(), Some("false-positive"));
    batches(&[line(1, 2, 5, "a")], 1 << 20).iter().for_each(|batch| store.append(batch));
    assert_eq!(verdict(&store).as_deref(), Some("false-positive"));
    store.note_verdict(&id, None);
    assert_eq!(verdict(&store), None);
}

#[test]
fn a_histogram_of_any_times_has_few_bars() {
    let timed = |id: u32, time: &str| {
        json!({ "id": format!("{id:032x}"), "type": "Recon:EC2/Portscan", "severity": 5, "updatedAt": time, "service": {} }).to_string() + "\n"
    };
    for times in [
        &["2026-10-14T00:00:00Z"][..],
        &["2026-10-14T00:00:00Z", "2026-10-14T00:00:01Z"],
        &["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"],
        &["2026-10-01T23:59:59Z", "2026-10-14T00:00:00Z", ""],
        &[],
    ] {
        let text: String = (0..).zip(times).map(|(id, time)| timed(id, time)).collect();
        let store = one(&text);
        let histogram = store.histogram(store.latest(), 40);
        assert!(histogram.bars.len() <= 41, "{histogram:?}");
        let sum: u32 = histogram.bars.iter().map(Tally::sum).sum();
        assert_eq!(sum + histogram.untimed, times.len() as u32, "{histogram:?}");
    }
    let store = one(&(timed(1, "2026-10-01T23:59:59Z") + &timed(2, "2026-10-14T00:00:00Z")));
    let histogram = store.histogram(store.latest(), 40);
    assert_eq!((histogram.start.day().as_str(), histogram.width), ("2026-10-01", 12 * 3_600_000));
}

#[test]
fn sorting_is_by_every_key_and_nothing_comes_last() {
    let text = line(3, 1, 5, "b")
        + &line(1, 1, 5, "a")
        + &line(2, 2, 8, "B")
        + r#"{"id":"x","type":"Recon:EC2/X","severity":1,"service":{}}"#
        + "\n";
    let store = one(&text);
    let sorted = |keys: &[Key]| {
        let row = |row: u32| store.text(Column::Of(Fact::Title), row as usize).unwrap_or("x").to_owned();
        store
            .sorted(store.latest(), keys)
            .into_iter()
            .map(row)
            .collect::<Vec<_>>()
            .join(" ")
            .replace("Title ", "")
    };
    let key = |by, ascending| Key { by, ascending };
    let region = SortBy::Text(Column::Of(Fact::Region));
    assert_eq!(sorted(&[key(region, true)]), "1 2 3 x");
    assert_eq!(sorted(&[key(region, false)]), "3 2 1 x");
    assert_eq!(sorted(&[key(SortBy::Number(Fact::Severity), false), key(region, false)]), "2 3 1 x");
    assert_eq!(sorted(&[key(SortBy::Time(Fact::Updated), true), key(SortBy::Id, false)]), "3 1 2 x");
}

/// Rows take over what was made of earlier ones that are alike: it has to be what would have been made of each alone.
#[test]
fn what_is_made_of_a_row_among_others_is_what_is_made_of_it_alone() {
    let mut lines: Vec<String> = (0..60).map(|n| line(n, n / 2, n % 11, "a")).collect();
    for (n, kind) in ["Recon:EC2/Family1", "Impact:S3/X.Y!Z", "Policy:Odd/Z"].into_iter().enumerate() {
        for at in [json!("1969-12-31T23:00:00Z"), json!("2026-10-02T00:00:00Z"), json!("never"), json!(null)]
        {
            let finding = json!({ "id": format!("{n} {at}"), "type": kind, "severity": n * 4, "updatedAt": at, "resource": {}, "service": {} });
            lines.push(finding.to_string() + "\n");
        }
    }
    let sequence = json!({
        "id": "s", "type": "Recon:EC2/Family1", "severity": 9, "resource": {},
        "service": { "detection": { "sequence": { "sequenceIndicators": [{ "key": "ATTACK_TACTIC", "values": ["Impact"] }] } } }
    });
    lines.insert(0, sequence.to_string() + "\n");
    let filled = |text: String, size: usize| {
        let mut store = Store::default();
        store.name_source(0, "file".to_owned());
        store.name_tactics(
            [("Recon:EC2/Family1", &["Discovery".to_owned(), "Impact".to_owned()][..])].into_iter(),
        );
        batches(&[text], size).iter().for_each(|batch| store.append(batch));
        store
    };
    let made = |store: &Store, row: usize| {
        let columns = Column::MADE.into_iter().chain([Column::Of(Fact::Tactic)]);
        let texts = |column| store.column(column).unwrap().texts(row).map(str::to_owned).collect::<Vec<_>>();
        columns.map(|column| (column, texts(column))).collect::<Vec<_>>()
    };
    for size in [500, 3000, 1 << 20] {
        let all = filled(lines.concat(), size);
        assert_eq!(all.rows(), lines.len());
        for (row, line) in lines.iter().enumerate() {
            assert_eq!(made(&all, row), made(&filled(line.clone(), size), 0), "{line}");
        }
    }
}
