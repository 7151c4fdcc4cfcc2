//! The findings that checks compare with one that is explained: out of the columns, so that no other text is read again.

use crate::{
    explain::Peer,
    ingest::Record,
    model::summary::{Fact, Summary},
    store::{Bitmap, Column, Store},
};
use std::borrow::Cow;

/// What makes a finding a peer: a value that both have.
const SHARED: [Fact; 4] = [Fact::RemoteIp, Fact::AccessKey, Fact::Principal, Fact::Resource];

/// How many peers are compared at most; beyond, counts would say no more.
const MOST: usize = 10_000;

/// What checks compare of every finding that has an address, a key, a name or a resource in common with one of the records.
pub fn of<'s, 'r>(store: &'s Store, records: impl IntoIterator<Item = &'r Record>) -> Vec<Peer<'s>> {
    let summaries: Vec<Summary<'_>> =
        records.into_iter().map(|record| Summary::of(record.dialect, &record.text)).collect();
    let mut rows = Bitmap::none(store.rows());
    for fact in SHARED {
        let Some(column) = store.column(Column::Of(fact)) else { continue };
        let mut wanted = vec![false; column.dict.len()];
        let texts = summaries.iter().flat_map(|summary| summary.texts(fact));
        for id in texts.filter_map(|text| column.dict.find(text)) {
            if let Some(slot) = wanted.get_mut(id as usize) {
                *slot = true;
            }
        }
        if wanted.contains(&true) {
            rows = rows.or(&column.rows_with(&wanted, false));
        }
    }
    rows.and(store.latest()).rows().take(MOST).map(|row| peer(store, row)).collect()
}

fn peer(store: &Store, row: usize) -> Peer<'_> {
    let text = |fact| store.text(Column::Of(fact), row).map(Cow::Borrowed);
    let kind = text(Fact::Type).unwrap_or_default();
    let addresses = store.column(Column::Of(Fact::RemoteIp)).map(|column| column.texts(row));
    // A database's users are not the account's, and a sequence names countries by their codes where others have names.
    let database = text(Fact::ResourceType).is_some_and(|name| name.starts_with("RDS"));
    Peer {
        id: store.identity(row),
        account: text(Fact::Account).unwrap_or_default(),
        principal: text(Fact::Principal).filter(|_| !database),
        key: text(Fact::AccessKey),
        addresses: addresses.into_iter().flatten().map(Cow::Borrowed).collect(),
        country: text(Fact::Country).filter(|name| name.len() > 2),
        resource: text(Fact::Resource),
        archived: store.flag(Fact::Archived, row).unwrap_or_default(),
        sample: store.flag(Fact::Sample, row).unwrap_or_default(),
        first: store.time(Fact::First, row),
        last: store.time(Fact::Last, row),
        updated: store.time(Fact::Updated, row),
        type_string: kind,
    }
}

#[cfg(test)]
#[cfg(feature = "packs")]
mod tests {
    use super::*;
    use crate::{
        ingest::{Dialect, SourceId},
        knowledge::SAMPLES,
        model::Finding,
        store::Loader,
    };
    use serde_json::Value;

    /// A peer out of the columns is what the finding itself makes, but for what only the columns know.
    #[test]
    fn columns_and_findings_make_the_same_peers() {
        let samples: Vec<Value> = serde_json::from_slice(SAMPLES).unwrap();
        let mut loader = Loader::new(SourceId(0));
        for sample in &samples {
            loader.push(format!("{sample}\n").as_bytes());
        }
        let mut store = Store::default();
        store.append(&loader.finish());
        for sample in &samples {
            let record = Record {
                dialect: Dialect::Native,
                envelopes: Vec::new(),
                text: sample.to_string(),
                place: Default::default(),
                context: Vec::new(),
            };
            let own = Peer::of(&Finding::open(Dialect::Native, &record.text));
            let found = of(&store, [&record]);
            let id = sample["id"].as_str().unwrap();
            let Some(row) = store.find(id).and_then(|finding| store.row_of(finding)) else {
                panic!("{}", own.type_string)
            };
            let made = peer(&store, row);
            let shares = own.resource.is_some() || own.key.is_some() || own.principal.is_some();
            assert!(!shares || found.contains(&made), "{}", own.type_string);
            assert!(own.addresses.iter().all(|ip| made.addresses.contains(ip)), "{}", own.type_string);
            let resource = own.resource.clone().or(made.resource.clone());
            let country = own.country.clone().or(made.country.clone());
            let addresses = made.addresses.clone();
            assert_eq!(made, Peer { resource, country, addresses, ..own });
        }
    }
}
