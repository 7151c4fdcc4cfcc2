//! The guided walk through a finding.

use super::{Sample, types::shown};
use crate::{
    engine::protocol::{StepView, WalkView},
    explain::{Reader, Subject},
};

/// The walk; its steps know the rows once the sample's text is given.
pub fn view(sample: Option<String>, reader: &Reader<'_>) -> WalkView {
    let walk = &reader.pack.walk;
    let sample = sample.map(Sample::open);
    let rows = |paths: &[String]| match &sample {
        Some(sample) => {
            let subject = Subject { finding: sample.opened.lens(), kind: None, entry: None };
            paths.iter().flat_map(|path| subject.rows_at(path)).collect()
        }
        None => Vec::new(),
    };
    let steps = walk
        .steps
        .iter()
        .map(|step| StepView { title: step.title.clone(), text: step.text.clone(), rows: rows(&step.paths) })
        .collect();
    WalkView {
        sample_type: walk.sample.clone(),
        steps,
        sample: sample.map(|sample| Box::new(shown(sample, reader))),
    }
}
