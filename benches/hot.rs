//! The hot paths, natively, on generated findings: `cargo xtask gen --findings 100000`, then `cargo bench`.
//!
//! Times of one machine say little, so reading is told as a ratio to two things done to the same bytes in the same run: a
//! scan for line breaks, which is as fast as memory, and serde_json's `Value`, which is what a program without columns would
//! hold. The rest is told in milliseconds, the slow end of many runs.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use finding_lens::{
    engine::{
        Session,
        protocol::{Beside, Choice, Filter, Keep, Reading, Request, Response, Sort, Window},
    },
    ingest::SourceId,
    model::Summary,
    query::Field,
    store::{Batch, Loader, Store},
};
use std::{
    env, fs,
    hint::black_box,
    path::PathBuf,
    time::{Duration, Instant},
};

/// Bytes that are given to the reader at a time, as the page gives them.
const SLICE: usize = 4 << 20;

fn main() {
    let file = env::var_os("FINDING_LENS_BENCH")
        .map(PathBuf::from)
        .unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/findings/findings.jsonl"));
    let Ok(bytes) = fs::read(&file) else {
        println!("{} is not there. Make it with: cargo xtask gen --findings 100000", file.display());
        return;
    };
    let text = std::str::from_utf8(&bytes).unwrap();
    println!("{}: {} bytes, {} lines\n", file.display(), bytes.len(), text.lines().count());

    println!("{:44}{:>10}{:>12}{:>14}", "reading, the best of three", "MB/s", "of newlines", "times Value");
    let newlines = best(|| memchr::memchr_iter(b'\n', &bytes).count());
    let value =
        best(|| text.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok()).count());
    let told = |name: &str, time: Duration| {
        let rate = bytes.len() as f64 / time.as_secs_f64() / 1e6;
        let (of_newlines, times_value) =
            (newlines.as_secs_f64() / time.as_secs_f64(), value.as_secs_f64() / time.as_secs_f64());
        println!("{name:44}{rate:>10.0}{of_newlines:>12.3}{times_value:>14.2}");
    };
    told("scan for line breaks", newlines);
    told("serde_json Value", value);
    told("summary", best(|| text.lines().filter_map(Summary::of_line).count()));
    told("load: frame, summary, columns of a batch", best(|| batches(&bytes).len()));
    let made = batches(&bytes);
    let sent: Vec<Vec<u8>> = made.iter().map(|batch| batch.to_bytes().unwrap()).collect();
    told("batch to bytes", best(|| made.iter().map(|batch| batch.to_bytes().unwrap().len()).sum::<usize>()));
    told(
        "bytes to batch",
        best(|| sent.iter().map(|bytes| Batch::from_bytes(bytes).unwrap().len()).sum::<usize>()),
    );
    told("append", best(|| filled(&made).len()));
    told("all of it in one session", best(|| session(&bytes).handle(Request::SaveMarks)));

    let store = filled(&made);
    let share = |part: usize| 100.0 * part as f64 / bytes.len() as f64;
    println!(
        "\nstore: {} findings in {} rows, {} bytes: {:.1} % of the input",
        store.len(),
        store.rows(),
        store.bytes(),
        share(store.bytes())
    );
    println!("batches: {:.1} % of the input as they are sent\n", share(sent.iter().map(Vec::len).sum()));
    drop((store, made, sent));

    println!("{:44}{:>10}{:>10}", "asking, 50 varied runs, milliseconds", "median", "95 %");
    let mut session = session(&bytes);
    let beside = Beside { facets: 30, bars: 60, groups: None, matrix: 0 };
    let by = |by, ascending| Sort { by, ascending };
    let word = |at: usize| {
        ["ssh", "198.18", "build-bot", "a", "tor", "i-0", "prod", "unusual calls", "64500", "zzzz"][at % 10]
            .to_owned()
    };
    run("filter with facets and histogram", &mut session, |at| {
        let query = [
            "severity:>=high",
            "ip:198.18.0.0/16 -sample:yes",
            "type:anomalous region:us-*",
            "count:>10 last:30d",
            "(port:22 OR api:list) -archived:yes",
        ];
        let chosen = Choice { field: Field::Region, with: vec![Some("us-east-1".into())], without: vec![] };
        let filter = Filter {
            query: query[at % 5].into(),
            facets: if at % 2 == 0 { vec![chosen] } else { vec![] },
            span: None,
        };
        Window { filter, len: 80, beside: beside.clone(), ..Window::default() }
    });
    run("search, without facets", &mut session, |at| Window {
        filter: Filter { query: word(at) + &" ".repeat(at), ..Filter::default() },
        len: 80,
        ..Window::default()
    });
    let fields =
        [Field::Updated, Field::Type, Field::Title, Field::Count, Field::Resource, Field::Ip, Field::Id];
    run("sort all by two keys", &mut session, |at| {
        let sort = vec![by(fields[at % 7], at % 2 == 0), by(fields[(at + 1) % 7], at % 3 == 0)];
        Window { sort, len: 80, fields: vec![Field::Ip, Field::Title], ..Window::default() }
    });
    run("groups by account, by resource, by actor", &mut session, |at| {
        let groups = Some([Field::Account, Field::Resource, Field::Actor][at % 3]);
        let filter = Filter { query: format!("severity:>={}", at % 8), ..Filter::default() };
        Window {
            filter,
            len: 80,
            beside: Beside { groups, matrix: 30, ..Beside::default() },
            ..Window::default()
        }
    });
    run("scroll", &mut session, |at| Window { from: at as u32 * 80, len: 80, ..Window::default() });
}

fn best<T>(mut what: impl FnMut() -> T) -> Duration {
    let times = (0..3).map(|_| {
        let start = Instant::now();
        black_box(what());
        start.elapsed()
    });
    times.min().unwrap()
}

fn batches(bytes: &[u8]) -> Vec<Batch> {
    let mut loader = Loader::new(SourceId(0));
    let mut out = Vec::new();
    for slice in bytes.chunks(SLICE) {
        loader.push(slice);
        out.push(loader.take());
    }
    out.push(loader.finish());
    out
}

fn filled(batches: &[Batch]) -> Store {
    let mut store = Store::default();
    batches.iter().for_each(|batch| store.append(batch));
    store
}

fn session(bytes: &[u8]) -> Session {
    let mut session = Session::default();
    session.handle(Request::Begin(0, "findings.jsonl".into(), Keep::Asker));
    for slice in bytes.chunks(SLICE) {
        session.handle(Request::Bytes(0, slice.to_vec().into()));
    }
    session.handle(Request::End(0));
    session
}

/// Asks fifty questions and tells how long they took.
fn run(name: &str, session: &mut Session, question: impl Fn(usize) -> Window) {
    let mut times: Vec<f64> = (0..50)
        .map(|at| {
            let request = Request::Rows(Reading::default(), question(at));
            let start = Instant::now();
            let Response::Rows(rows) = session.handle(request) else { panic!("{name}") };
            assert!(rows.error.is_none(), "{:?}", rows.error);
            black_box(rows);
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("{name:44}{:>10.1}{:>10.1}", times[25], times[47]);
}
