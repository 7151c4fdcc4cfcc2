//! The knowledge is whole and well formed: every type, field and value, in both languages, by the rules of
//! `knowledge/README.md`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use finding_lens::{
    explain::{Basis, Heading, Reader, Surroundings, explain},
    i18n::Lang,
    ingest::{Dialect, Event, SourceId, read},
    knowledge::{Pack, Status},
    model::{
        Finding, Meaning,
        schema::{ENUMS, MemberId},
    },
    respond::Plan,
};
use std::{collections::BTreeMap, fs, path::Path};

struct Item {
    file: String,
    entry: toml::Table,
    sample: Option<String>,
}

/// Every type file with its sample.
fn types() -> BTreeMap<String, Item> {
    let mut out = BTreeMap::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge/types");
    for folder in fs::read_dir(root).unwrap() {
        for file in fs::read_dir(folder.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|e| e == "toml") {
                let entry: toml::Table = fs::read_to_string(&path).unwrap().parse().unwrap();
                let file = path.display().to_string();
                let sample = fs::read_to_string(path.with_extension("json")).ok();
                let name = entry["type"].as_str().unwrap().to_owned();
                assert!(
                    out.insert(name.clone(), Item { file, entry, sample }).is_none(),
                    "{name} stands in two files"
                );
            }
        }
    }
    out
}

fn packs() -> [Pack; 2] {
    Lang::ALL.map(|lang| Pack::embedded(lang).unwrap())
}

/// Every file of the knowledge, by its path.
fn files() -> Vec<(String, toml::Table)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    let mut open = vec![root];
    let mut out = Vec::new();
    while let Some(folder) = open.pop() {
        for file in fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "toml") && !path.ends_with("words.toml") {
                out.push((path.display().to_string(), fs::read_to_string(&path).unwrap().parse().unwrap()));
            }
        }
    }
    out
}

/// Every text of a file in one language, with where it stands.
fn texts(entry: &toml::Table, lang: &str) -> Vec<(String, String)> {
    fn walk(value: &toml::Value, at: &str, lang: &str, out: &mut Vec<(String, String)>) {
        match value {
            toml::Value::Table(table) => {
                if let Some(text) = table.get(lang).and_then(|t| t.as_str()) {
                    out.push((at.to_owned(), text.to_owned()));
                }
                table.iter().for_each(|(key, value)| walk(value, &format!("{at}.{key}"), lang, out));
            }
            toml::Value::Array(items) => {
                items.iter().enumerate().for_each(|(n, item)| walk(item, &format!("{at}[{n}]"), lang, out))
            }
            _ => {}
        }
    }
    let mut out = Vec::new();
    walk(&toml::Value::Table(entry.clone()), "", lang, &mut out);
    out
}

#[test]
fn all_255_types_are_there() {
    let types = types();
    let count = |status: &str| types.values().filter(|t| t.entry["status"].as_str() == Some(status)).count();
    assert_eq!([count("active"), count("custom-rule"), count("retired"), count("alias")], [204, 25, 21, 5]);
    assert_eq!(packs().map(|pack| pack.types.len()), [255, 255]);
}

#[test]
fn a_type_stands_in_the_file_of_its_name() {
    for (name, item) in types() {
        let (purpose, rest) = name.split_once(':').unwrap();
        let (resource, rest) = rest.split_once('/').unwrap();
        let slug: String = format!("{purpose}-{rest}")
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
            .collect();
        assert!(
            item.file.replace('\\', "/").ends_with(&format!("/{resource}/{slug}.toml")),
            "{name}: {}",
            item.file
        );
    }
}

#[test]
fn types_raised_today_say_all_they_should_in_both_languages() {
    let types = types();
    for (name, item) in &types {
        let raised = matches!(item.entry["status"].as_str(), Some("active" | "custom-rule"));
        for key in ["seen", "why", "resource"] {
            assert!(item.entry.contains_key(key), "{name}: no {key}");
        }
        if raised {
            for key in ["harmless", "decides", "ask", "respond"] {
                assert!(item.entry[key].as_array().is_some_and(|a| !a.is_empty()), "{name}: no {key}");
            }
            assert!(item.sample.is_some(), "{name}: no sample");
        }
        let (en, ja) = (texts(&item.entry, "en"), texts(&item.entry, "ja"));
        let places = |texts: &[(String, String)]| texts.iter().map(|t| t.0.clone()).collect::<Vec<_>>();
        assert_eq!(places(&en), places(&ja), "{name}: a text is missing in a language");
        let length = |texts: &[(String, String)]| texts.iter().map(|t| t.1.chars().count()).sum::<usize>();
        if raised {
            assert!(
                length(&en) >= 700 && length(&ja) >= 350,
                "{name}: {} and {} characters",
                length(&en),
                length(&ja)
            );
        }
        for reference in item.entry["references"].as_array().unwrap() {
            assert!(
                reference.as_str().is_some_and(|url| url.starts_with("https://") && !url.contains(' ')),
                "{name}: {reference}"
            );
        }
        let techniques = item.entry["techniques"].as_array().unwrap();
        assert_ne!(
            techniques.is_empty(),
            !item.entry.contains_key("no_attack"),
            "{name}: techniques or the reason for none"
        );
        for related in item.entry.get("related").and_then(|r| r.as_array()).into_iter().flatten() {
            assert!(
                types.contains_key(related.as_str().unwrap()),
                "{name}: related to {related}, which is not there"
            );
        }
    }
}

#[test]
fn techniques_are_attacks_own_and_not_revoked() {
    let table = include_str!("../knowledge/attack.tsv");
    let valid: BTreeMap<&str, &str> =
        table.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t')).collect();
    for (name, item) in types() {
        for id in item.entry["techniques"].as_array().unwrap() {
            let row = valid.get(id.as_str().unwrap()).unwrap_or_else(|| panic!("{name}: {id}"));
            assert!(!row.ends_with("revoked") && !row.ends_with("deprecated"), "{name}: {id} is out of use");
        }
    }
}

#[test]
fn japanese_keeps_to_the_word_list_and_to_its_punctuation() {
    let words: toml::Table = include_str!("../knowledge/words.toml").parse().unwrap();
    let banned: Vec<(String, String)> = words["word"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|w| {
            let right = w["ja"].as_str().unwrap().to_owned();
            w["not"].as_array().unwrap().iter().map(move |n| (n.as_str().unwrap().to_owned(), right.clone()))
        })
        .collect();
    let japanese = |c: char| matches!(c, 'ぁ'..='ん' | 'ァ'..='ヶ' | '一'..='龠');
    for (file, table) in files() {
        for (at, text) in texts(&table, "ja") {
            for (wrong, right) in &banned {
                assert!(!text.contains(wrong), "{file}{at}: {wrong} should be {right}");
            }
            let pairs = text.chars().zip(text.chars().skip(1));
            for (a, b) in pairs {
                let touching =
                    (a.is_ascii_alphanumeric() && japanese(b)) || (japanese(a) && b.is_ascii_alphanumeric());
                assert!(!touching, "{file}{at}: no space between {a} and {b}: {text}");
            }
            assert!(!text.contains("あなた"), "{file}{at}");
        }
    }
}

/// Types of a family say each in its own words what is its own.
#[test]
fn no_sentence_of_a_type_is_nearly_that_of_another_in_its_family() {
    /// The type, the sentence, and its pieces of five letters.
    type Sentence = (String, String, std::collections::HashSet<String>);
    let mut families: BTreeMap<(String, &str), Vec<Sentence>> = BTreeMap::new();
    for (name, item) in types() {
        let family = item.entry["family"].as_str().unwrap().to_owned();
        // Shorter ones say too little to be told apart by letters.
        for (lang, shortest) in [("en", 50), ("ja", 25)] {
            for (_, text) in texts(&item.entry, lang) {
                for sentence in
                    text.split_inclusive(['.', '。', '?']).filter(|s| s.chars().count() >= shortest)
                {
                    let letters: Vec<char> = sentence.trim().chars().collect();
                    let shingles = letters.windows(5).map(|window| window.iter().collect()).collect();
                    let family = families.entry((family.clone(), lang)).or_default();
                    family.push((name.clone(), sentence.trim().to_owned(), shingles));
                }
            }
        }
    }
    let mut alike = Vec::new();
    for sentences in families.values() {
        let mut with: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, (name, sentence, shingles)) in sentences.iter().enumerate() {
            let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
            for shingle in shingles {
                let others = with.entry(shingle).or_default();
                others.iter().for_each(|other| *shared.entry(*other).or_default() += 1);
                others.push(at);
            }
            for (other, n) in shared {
                let (theirs, said, others) = &sentences[other];
                let all = shingles.len() + others.len() - n;
                if theirs != name && n * 10 > all * 7 {
                    alike.push(format!("{name}: {sentence}\n{theirs}: {said}"));
                }
            }
        }
    }
    assert!(alike.is_empty(), "{}", alike.join("\n\n"));
}

#[test]
fn no_sentence_is_shared_between_types() {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    let mut shared = Vec::new();
    for (name, item) in types() {
        for (at, text) in texts(&item.entry, "en").into_iter().chain(texts(&item.entry, "ja")) {
            if let Some(other) = seen.insert(text.clone(), format!("{name}{at}")) {
                shared.push(format!("{name}{at} and {other}: {text}"));
            }
        }
    }
    assert!(shared.is_empty(), "{}", shared.join("\n"));
}

#[test]
fn fields_are_fields_of_the_model() {
    let keys: Vec<String> = MemberId::all().map(MemberId::key).collect();
    for pack in packs() {
        for key in pack.fields.keys() {
            assert!(keys.contains(key), "{key} is not in the model");
        }
        let missing: Vec<_> = keys.iter().filter(|key| !pack.fields.contains_key(*key)).collect();
        assert!(missing.is_empty(), "without a meaning: {missing:?}");
    }
}

#[test]
fn every_field_says_what_it_means_what_to_do_with_it_and_how_it_looks() {
    for pack in packs() {
        for (key, field) in &pack.fields {
            let shortest = if pack.lang == Lang::En { 25 } else { 10 };
            assert!(field.meaning.chars().count() >= shortest, "{key}: {}", field.meaning);
            assert!(
                field.use_.as_ref().is_some_and(|text| text.chars().count() >= shortest),
                "{key}: no use"
            );
            assert!(field.example.as_ref().is_some_and(|text| !text.is_empty()), "{key}: no example");
            for text in
                [&Some(field.meaning.clone()), &field.use_, &field.form, &field.trap].into_iter().flatten()
            {
                assert!(text.chars().count() <= 320, "{key}: {} characters", text.chars().count());
            }
        }
    }
}

#[test]
fn every_value_of_the_models_enums_has_a_meaning() {
    for pack in packs() {
        let missing: Vec<String> = ENUMS
            .iter()
            .flat_map(|e| e.values.iter().map(|value| format!("{}.{value}", e.name)))
            .filter(|key| !pack.values.contains_key(key))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}

#[test]
fn values_say_of_which_fields_they_are() {
    let keys: Vec<String> = MemberId::all().map(MemberId::key).collect();
    for pack in packs() {
        for (key, value) in &pack.values {
            assert!(
                key.split_once('.').is_some_and(|(kind, value)| !kind.is_empty() && !value.is_empty()),
                "{key}"
            );
            for field in &value.r#where {
                assert!(keys.contains(field), "{key}: {field} is not in the model");
            }
            let length = value.meaning.chars().count();
            let (least, most) = if pack.lang == Lang::En { (30, 260) } else { (12, 160) };
            assert!((least..=most).contains(&length), "{key}: {length} characters");
        }
    }
}

#[test]
fn conventional_values_of_the_samples_have_a_meaning() {
    // Fields that hold a value out of a small set though the model calls them strings.
    let fields = [
        "AccessKeyDetails.UserType",
        "Action.ActionType",
        "Resource.ResourceType",
        "Service.ResourceRole",
        "NetworkConnectionAction.ConnectionDirection",
        "NetworkConnectionAction.Protocol",
        "AwsApiCallAction.CallerType",
        "Finding.Partition",
        "Finding.Severity",
    ];
    let mut missing = std::collections::BTreeSet::new();
    for pack in packs() {
        for (name, finding) in samples() {
            let doc = finding.document();
            for row in doc.rows() {
                let Some(key) =
                    finding.field(row).map(MemberId::key).filter(|key| fields.contains(&key.as_str()))
                else {
                    continue;
                };
                let text = doc.string(row).unwrap_or_else(|| doc.raw(row).into());
                if pack.meanings(&key).of(&text).is_empty() {
                    missing.insert(format!("{key} {text}, as in {name}"));
                }
            }
        }
    }
    assert!(missing.is_empty(), "without a meaning: {missing:#?}");
}

#[test]
fn the_glossary_and_the_walk_are_there_in_both_languages() {
    let [en, ja] = packs();
    assert!(en.glossary.len() >= 80, "{} terms", en.glossary.len());
    assert_eq!(en.glossary.len(), ja.glossary.len());
    assert!(en.walk.steps.len() >= 10);
    let (_, finding) = samples().into_iter().find(|(name, _)| *name == en.walk.sample).unwrap();
    let subject = finding_lens::explain::Subject { finding: finding.lens(), kind: None, entry: None };
    for step in &en.walk.steps {
        assert!(
            step.paths.iter().any(|path| !subject.rows_at(path).is_empty()),
            "{}: shows nothing",
            step.title
        );
    }
}

/// Every sample: name and opened finding.
fn samples() -> Vec<(String, Finding)> {
    let with = types().into_iter().filter_map(|(name, item)| Some((name, item.sample?)));
    with.map(|(name, text)| (name, Finding::open(Dialect::Native, &text))).collect()
}

#[test]
fn every_sample_is_one_finding_of_its_type_and_marked_as_a_sample() {
    let all: Vec<u8> = types().into_values().filter_map(|item| item.sample).collect::<String>().into_bytes();
    let read = read(SourceId(0), &all);
    assert!(read.iter().all(|event| matches!(event, Event::Record(_))));
    assert_eq!(read.len(), 229);
    for (name, finding) in samples() {
        assert_eq!(finding.type_string(), Some(name.as_str()));
        assert_eq!(
            finding.lens().service().additional_info().sample().map(|s| s.value),
            Some(true),
            "{name}"
        );
        let doc = finding.document();
        let unknown: Vec<_> = doc
            .rows()
            .filter(|&row| finding.meaning(row) == Meaning::Unknown)
            .map(|row| doc.pointer(row))
            .collect();
        assert!(unknown.is_empty(), "{name}: {unknown:?} are not in the model");
    }
}

#[test]
fn the_fields_that_decide_are_in_the_sample() {
    let pack = Pack::embedded(Lang::En).unwrap();
    for (name, finding) in samples() {
        let entry = &pack.types[&name];
        let subject =
            finding_lens::explain::Subject { finding: finding.lens(), kind: None, entry: Some(entry) };
        for decides in &entry.decides {
            assert!(!subject.rows_at(&decides.path).is_empty(), "{name}: nothing at {}", decides.path);
        }
    }
}

#[test]
fn every_sample_is_explained_in_every_section_with_evidence() {
    for pack in packs() {
        let reader = Reader { lang: pack.lang, offset: None, pack: &pack };
        for (name, finding) in samples() {
            let entry = pack.types.get(&name);
            for section in explain(&finding, &pack, &Surroundings::default()) {
                let may_be_empty = section.heading == Heading::Unknown
                    && entry.is_some_and(|e| e.status == Status::CustomRule);
                assert!(
                    may_be_empty || !section.statements.is_empty(),
                    "{name}: nothing under {:?}",
                    section.heading
                );
                for statement in &section.statements {
                    let said = reader.render(statement, entry, &Plan::default());
                    assert!(
                        !said.text().trim().is_empty(),
                        "{name}: an empty statement under {:?}",
                        section.heading
                    );
                    assert!(
                        !said.text().contains('{')
                            || said.spans.iter().any(|s| s.value && s.text.contains('{')),
                        "{name}: a value is missing: {}",
                        said.text()
                    );
                    let grounded = !said.rows.is_empty() || said.basis == Basis::General;
                    assert!(grounded, "{name}: no evidence: {}", said.text());
                    assert!(said.rows.iter().all(|&row| row.index() < finding.document().len()));
                }
            }
        }
    }
}

#[test]
fn ids_that_the_next_attack_moved_or_revoked_have_their_successors() {
    let table = include_str!("../knowledge/attack-successors.tsv");
    let rows: Vec<Vec<&str>> =
        table.lines().filter(|l| !l.starts_with('#')).skip(1).map(|l| l.split('\t').collect()).collect();
    assert!(
        rows.iter().all(|row| row.len() == 4 && row[0].starts_with('T') && row[1].starts_with('T')),
        "{rows:?}"
    );
    let pack = Pack::embedded(Lang::En).unwrap();
    // The whole family of Impair Defenses was revoked.
    for (id, technique) in pack.attack.iter().filter(|(id, _)| id.starts_with("T1562")) {
        assert!(technique.successor.as_ref().is_some_and(|next| next.id != *id), "{id}");
    }
    let moved = pack.attack.values().filter(|technique| technique.successor.is_some()).count();
    assert!(moved > 10, "{moved}");
}

#[test]
fn every_sample_has_five_statements_with_evidence() {
    let pack = Pack::embedded(Lang::En).unwrap();
    for (name, finding) in samples() {
        let sections = explain(&finding, &pack, &Surroundings::default());
        let grounded =
            sections.iter().flat_map(|s| &s.statements).filter(|said| !said.rows().is_empty()).count();
        assert!(grounded >= 5, "{name}: {grounded}");
    }
}
