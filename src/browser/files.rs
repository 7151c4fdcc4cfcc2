//! What people drop, paste and pick. Files are read by slices and never as a whole.

use super::boot::{self, Early};
use finding_lens::{
    engine::protocol::Keep,
    handoff::{Given, file::is_handoff},
};
use gloo::{
    events::{EventListener, EventListenerOptions},
    utils::document,
};
use js_sys::{Array, Promise, Uint8Array};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, ClipboardEvent, DataTransfer, DragEvent, File, FileList, FileSystemDirectoryEntry, FileSystemEntry,
    FileSystemFileEntry, HtmlElement, HtmlInputElement,
};

/// How many bytes are read at a time: a reader answers to a cancel after as many, and what it finds in them shares its texts.
const SLICE: u64 = 8 * 1024 * 1024;

/// The same of what is packed by its name: as much when it is unpacked.
const PACKED: u64 = 512 * 1024;

/// Text from so many bytes on is held by the browser, as a file is.
const LARGE: usize = 1024 * 1024;

/// How many bytes tell a hand-off file.
const START: u64 = 128;

/// Something to read.
#[derive(Clone)]
pub enum Input {
    /// What the browser holds, under its name: a file, or a large text.
    Held(Blob, String),
    /// Text, under the name that problems point at. Pasted text has none.
    Text(String, String),
    /// What was handed over with the page or in its address, under a name.
    Given(String, Given),
}

impl Input {
    /// Text that was pasted: it has no name.
    pub fn text(text: String) -> Input {
        Input::named(String::new(), text)
    }

    /// Text under a name.
    pub fn named(name: String, text: String) -> Input {
        let blob = (text.len() >= LARGE)
            .then(|| Blob::new_with_str_sequence(&Array::of1(&text.as_str().into())).ok())
            .flatten();
        match blob {
            Some(blob) => Input::Held(blob, name),
            None => Input::Text(name, text),
        }
    }

    fn file(file: File) -> Input {
        let name = file.name();
        Input::Held(file.into(), name)
    }

    /// Its name; empty for what was pasted.
    pub fn name(&self) -> &str {
        match self {
            Input::Held(_, name) | Input::Text(name, _) | Input::Given(name, _) => name,
        }
    }

    /// How many bytes it has.
    pub fn size(&self) -> u64 {
        match self {
            Input::Held(blob, _) => blob.size() as u64,
            Input::Text(_, text) => text.len() as u64,
            Input::Given(..) => 0,
        }
    }

    /// Who keeps its bytes.
    pub fn keep(&self) -> Keep {
        match self {
            Input::Held(..) => Keep::Asker,
            Input::Text(..) | Input::Given(..) => Keep::Engine,
        }
    }

    /// How many of its bytes are read at a time.
    pub fn step(&self) -> u64 {
        if self.name().ends_with(".gz") { PACKED } else { SLICE }
    }

    /// What the browser holds of it between two places, for a worker to read.
    pub fn held(&self, from: u64, to: u64) -> Option<Blob> {
        match self {
            Input::Held(blob, _) => blob.slice_with_f64_and_f64(from as f64, to as f64).ok(),
            Input::Text(..) | Input::Given(..) => None,
        }
    }

    /// All its bytes. A file with more than `most` was chosen by mistake; cut, it is refused as what it then is: no JSON.
    pub async fn whole(&self, most: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        while let Some(piece) = self.slice(bytes.len() as u64).await
            && bytes.len() < most
        {
            bytes.extend(piece);
        }
        bytes
    }

    /// What it is, if it was handed over: the page's own, or a hand-off file, which is held whole.
    pub async fn given(&self) -> Option<Given> {
        match self {
            Input::Given(_, given) => Some(given.clone()),
            Input::Text(..) => None,
            Input::Held(..) => {
                self.part(0, Some(START)).await.filter(|start| is_handoff(start))?;
                Some(Given::File(self.whole(usize::MAX).await.into()))
            }
        }
    }

    /// The bytes from a place on, as many as are read at a time; nothing at the end.
    pub async fn slice(&self, at: u64) -> Option<Vec<u8>> {
        self.part(at, None).await
    }

    /// The same, up to a place.
    pub async fn part(&self, at: u64, end: Option<u64>) -> Option<Vec<u8>> {
        let end = end.map_or(self.size(), |end| self.size().min(end)).min(at + self.step());
        match self {
            _ if at >= end => None,
            Input::Given(..) => None,
            Input::Text(_, text) => text.as_bytes().get(at as usize..end as usize).map(<[u8]>::to_vec),
            Input::Held(..) => {
                let buffer = JsFuture::from(self.held(at, end)?.array_buffer()).await.ok()?;
                Some(Uint8Array::new(&buffer).to_vec())
            }
        }
    }
}

/// Calls back with what is dropped or pasted anywhere on the page, from what came before the program on.
pub fn on_input(callback: impl Fn(Vec<Input>) + 'static) {
    let callback: Rc<dyn Fn(Vec<Input>)> = Rc::new(callback);
    for early in boot::early() {
        match early {
            Early::Text(text) => callback(vec![Input::text(text)]),
            Early::Files(files, entries) => gather(files, entries, callback.clone()),
        }
    }
    let options = EventListenerOptions::enable_prevent_default();
    let listen = |name: &'static str, heard: Box<dyn Fn(&web_sys::Event)>| {
        EventListener::new_with_options(&document(), name, options, move |event| heard(event)).forget();
    };
    listen(
        "dragover",
        Box::new(|event| {
            event.prevent_default();
            dropping(true);
        }),
    );
    listen(
        "dragleave",
        Box::new(|event| {
            // Leaving one element for another is not leaving the page.
            if event.dyn_ref::<DragEvent>().is_some_and(|event| event.related_target().is_none()) {
                dropping(false);
            }
        }),
    );
    let dropped = callback.clone();
    listen(
        "drop",
        Box::new(move |event| {
            event.prevent_default();
            dropping(false);
            if let Some(data) = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer) {
                take(&data, dropped.clone());
            }
        }),
    );
    listen(
        "paste",
        Box::new(move |event| {
            if takes_text(event) {
                return;
            }
            event.prevent_default();
            if let Some(data) = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data) {
                take(&data, callback.clone());
            }
        }),
    );
}

/// The files of a file field, which is emptied so that the same file can be chosen again.
pub fn chosen(event: &web_sys::Event) -> Vec<Input> {
    let Some(field) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
        return Vec::new();
    };
    let files = field.files().map(|files| list(&files)).unwrap_or_default();
    field.set_value("");
    files.into_iter().map(Input::file).collect()
}

/// The files of a drop.
pub fn dropped(event: &DragEvent) -> Vec<Input> {
    let files = event.data_transfer().and_then(|data| data.files());
    files.map(|files| list(&files)).unwrap_or_default().into_iter().map(Input::file).collect()
}

fn take(data: &DataTransfer, callback: Rc<dyn Fn(Vec<Input>)>) {
    let files = data.files().map(|files| list(&files)).unwrap_or_default();
    if files.is_empty() {
        let text = data.get_data("text/plain").unwrap_or_default();
        if !text.is_empty() {
            callback(vec![Input::text(text)]);
        }
        return;
    }
    // Entries are the only way into a dropped folder, and can be asked for only now.
    let items = data.items();
    let entries =
        (0..items.length()).filter_map(|at| items.get(at)?.webkit_get_as_entry().ok().flatten()).collect();
    gather(files, entries, callback);
}

fn gather(files: Vec<File>, entries: Vec<FileSystemEntry>, callback: Rc<dyn Fn(Vec<Input>)>) {
    if entries.iter().all(FileSystemEntry::is_file) {
        callback(files.into_iter().map(Input::file).collect());
        return;
    }
    spawn_local(async move {
        let mut open = entries;
        let mut found = Vec::new();
        while let Some(entry) = open.pop() {
            if let Some(folder) = entry.dyn_ref::<FileSystemDirectoryEntry>().filter(|_| entry.is_directory())
            {
                open.extend(inside(folder).await);
            } else if let Some(file) = entry.dyn_ref::<FileSystemFileEntry>() {
                found.extend(opened(file).await.map(Input::file));
            }
        }
        found.sort_by(|a: &Input, b| a.name().cmp(b.name()));
        callback(found);
    });
}

/// The entries of a folder. A browser hands them out by the hundred, until it hands out none.
async fn inside(folder: &FileSystemDirectoryEntry) -> Vec<FileSystemEntry> {
    let reader = folder.create_reader();
    let mut out = Vec::new();
    loop {
        let batch = Promise::new(&mut |resolve, reject| {
            let _ = reader.read_entries_with_callback_and_callback(&resolve, &reject);
        });
        let Ok(batch) = JsFuture::from(batch).await else { return out };
        let batch = Array::from(&batch);
        if batch.length() == 0 {
            return out;
        }
        out.extend(batch.iter().map(JsCast::unchecked_into::<FileSystemEntry>));
    }
}

async fn opened(entry: &FileSystemFileEntry) -> Option<File> {
    let file = Promise::new(&mut |resolve, reject| entry.file_with_callback_and_callback(&resolve, &reject));
    JsFuture::from(file).await.ok()?.dyn_into().ok()
}

fn list(files: &FileList) -> Vec<File> {
    (0..files.length()).filter_map(|at| files.get(at)).collect()
}

/// Whether a paste goes into a field that takes text.
fn takes_text(event: &web_sys::Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    target.is_some_and(|element| ["INPUT", "TEXTAREA"].contains(&element.tag_name().as_str()))
}

fn dropping(on: bool) {
    if let Some(body) = document().body() {
        let _ = if on { body.class_list().add_1("dropping") } else { body.class_list().remove_1("dropping") };
    }
}
