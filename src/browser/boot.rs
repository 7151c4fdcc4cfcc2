//! The loader (`boot/boot.js`), seen from the program: the parts it holds, what came before the program ran, and what the
//! page can prove. The loader's object exists in the page only; the worker gets all it needs by messages.

use finding_lens::{handoff::file::Parts, i18n::Lang, json::Document};
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use serde::Deserialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Element, File, FileSystemEntry, Worker};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = findingLens, js_name = part)]
    fn part_of(name: &str) -> Promise;
    #[wasm_bindgen(js_namespace = findingLens, js_name = viewer)]
    fn viewer_of() -> Promise;
    #[wasm_bindgen(js_namespace = findingLens, js_name = handed)]
    fn handed_over() -> Promise;
    #[wasm_bindgen(js_namespace = findingLens, js_name = early)]
    fn early_items() -> Array;
    #[wasm_bindgen(js_namespace = findingLens, js_name = proof)]
    fn proof_object() -> JsValue;
    #[wasm_bindgen(js_namespace = findingLens, js_name = fail)]
    fn fail_with(why: &str, detail: &str);
    #[wasm_bindgen(js_namespace = findingLens, js_name = worker)]
    fn worker_of() -> Promise;
    #[wasm_bindgen(js_namespace = findingLens, js_name = inside)]
    fn inside_of() -> Promise;
    #[wasm_bindgen(thread_local_v2, js_namespace = findingLens, js_name = lang)]
    static LANG: String;

    /// Tells the loader that the page accepts input.
    #[wasm_bindgen(js_namespace = findingLens)]
    pub fn ready();
}

/// What the page can prove about itself.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
pub struct Proof {
    /// When every connection was closed, in milliseconds since the page began. The program did not run before.
    pub closed: Option<f64>,
    /// When the page accepted input.
    pub ready: Option<f64>,
    /// When all parts were there. No request was possible after.
    pub complete: Option<f64>,
    /// Every request, in order: the page, then its parts.
    pub requests: Vec<String>,
    /// How many requests were made after all parts were there.
    pub after: u32,
    /// How many attempts the policies blocked.
    pub blocked: u32,
    /// The policies, in the order in which they came into force. All of them hold.
    pub policies: Vec<String>,
}

/// What was dropped or pasted before the program ran.
#[derive(Debug, Clone)]
pub enum Early {
    /// Text that was pasted or dropped.
    Text(String),
    /// Files, and the entries that lead into folders where the browser has them.
    Files(Vec<File>, Vec<FileSystemEntry>),
}

/// Where the program's page goes.
pub fn root() -> Option<Element> {
    gloo::utils::document().get_element_by_id("app")
}

/// The language that the page was painted in: the stored preference, else the browser's, else English.
pub fn lang() -> Lang {
    LANG.with(|tag| Lang::of_tag(tag)).unwrap_or_default()
}

/// The knowledge of a language. Waits for it where it is still on its way; nothing if it could not be fetched.
pub async fn knowledge(lang: Lang) -> Option<Vec<u8>> {
    part(&format!("knowledge.{}", lang.tag())).await
}

/// The finding types in a language, likewise.
pub async fn types(lang: Lang) -> Option<Vec<u8>> {
    part(&format!("types.{}", lang.tag())).await
}

/// The samples, a JSON array. Waits for them likewise.
pub async fn samples() -> Option<Vec<u8>> {
    part("samples").await
}

/// The samples by their type strings, each as it is written.
pub async fn sample_list() -> Option<Vec<(String, String)>> {
    let (list, _) = Document::parse(String::from_utf8(samples().await?).ok()?);
    let root = list.root()?;
    let named = list.children(root).filter_map(|sample| {
        let name = list.string(list.get(sample, "type")?)?.into_owned();
        Some((name, list.raw(sample).to_owned()))
    });
    Some(named.collect())
}

/// The sample of a type, as it is written.
pub async fn sample(type_string: &str) -> Option<String> {
    let list = sample_list().await?;
    list.into_iter().find(|(name, _)| name == type_string).map(|(_, text)| text)
}

async fn part(name: &str) -> Option<Vec<u8>> {
    let blob: Blob = JsFuture::from(part_of(name)).await.ok()?.dyn_into().ok()?;
    let buffer = JsFuture::from(blob.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// What a hand-off file's viewer is made of. Waits for all parts; nothing where one could not be had.
pub async fn viewer() -> Option<Parts> {
    serde_wasm_bindgen::from_value(JsFuture::from(viewer_of()).await.ok()?).ok()
}

/// What was handed over in the page, if it is a hand-off file.
pub async fn handed() -> Option<Vec<u8>> {
    let bytes: Uint8Array = JsFuture::from(handed_over()).await.ok()?.dyn_into().ok()?;
    Some(bytes.to_vec())
}

/// Takes what came before the program. From the first call on, the program has to listen itself.
pub fn early() -> Vec<Early> {
    early_items().iter().filter_map(|item| Early::read(&item)).collect()
}

impl Early {
    fn read(item: &JsValue) -> Option<Early> {
        let get = |name: &str| Reflect::get(item, &name.into()).ok();
        if let Some(text) = get("text").and_then(|text| text.as_string()) {
            return Some(Early::Text(text));
        }
        let list =
            |name: &str| get(name).filter(Array::is_array).map(|list| Array::from(&list)).unwrap_or_default();
        let files = list("files").iter().filter_map(|file| file.dyn_into().ok()).collect();
        Some(Early::Files(files, list("entries").iter().map(JsCast::unchecked_into).collect()))
    }
}

/// Calls back once all parts are there; at once if they are.
pub fn on_complete(callback: impl FnOnce() + 'static) {
    if proof().complete.is_some() {
        return callback();
    }
    gloo::events::EventListener::once(&gloo::utils::window(), "finding-lens-complete", move |_| callback())
        .forget();
}

/// What the page can prove about itself, now.
pub fn proof() -> Proof {
    serde_wasm_bindgen::from_value(proof_object()).unwrap_or_default()
}

/// A new worker that runs the engine and takes messages at once. Made of parts in memory: needs no network once they are
/// there. Nothing if the browser starts no worker.
pub async fn worker() -> Option<Worker> {
    JsFuture::from(worker_of()).await.ok()?.dyn_into().ok()
}

/// The engine in the page itself, where no worker can run: a function from a question to its answer.
pub async fn engine_inside() -> Option<Function> {
    JsFuture::from(inside_of()).await.ok()?.dyn_into().ok()
}

/// Puts the message about a failure in place of the page. `detail` must hold nothing of a finding.
pub fn stopped(detail: &str) {
    fail_with("stopped", detail);
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::*;

    wasm_bindgen_test_configure!(run_in_browser);

    /// The loader, as far as the test needs it.
    fn loader(members: &str) {
        js_sys::eval(&format!("globalThis.findingLens = {{ {members} }}")).unwrap();
    }

    #[wasm_bindgen_test]
    fn the_proof_is_read() {
        loader(
            "proof: () => ({ closed: 1.5, ready: 2, complete: null, requests: ['http://host/'], after: 0, blocked: 3, \
             policies: ['a', 'b'] })",
        );
        let read = proof();
        assert_eq!((read.closed, read.ready, read.complete), (Some(1.5), Some(2.0), None));
        assert_eq!(read.requests, ["http://host/"]);
        assert_eq!((read.after, read.blocked, read.policies.len()), (0, 3, 2));
    }

    #[wasm_bindgen_test]
    fn early_input_is_read() {
        loader("early: () => [{ text: '{}' }, { files: [new File(['x'], 'a.json')], entries: [] }]");
        let read = early();
        assert!(matches!(&read[..], [Early::Text(text), Early::Files(files, entries)]
            if text == "{}" && files[0].name() == "a.json" && entries.is_empty()));
    }

    #[wasm_bindgen_test]
    async fn parts_are_read_and_missing_ones_are_nothing() {
        loader("part: async (name) => name === 'samples' ? new Blob(['[1]']) : null");
        assert_eq!(samples().await.as_deref(), Some(&b"[1]"[..]));
        assert_eq!(knowledge(Lang::Ja).await, None);
    }
}
