//! The remote side, in whichever of its shapes a finding has it.

use super::{drawing::Tone, node::Node};
use crate::{
    explain::{Reader, Subject, statement::Value},
    i18n::Text,
    json::RowId,
    model::{
        AddressKind, address_kind,
        lens::{self, NetworkEndpoint, Number, RemoteIpDetails},
    },
};

/// A remote address or name with what GuardDuty says of it.
pub struct Remote<'f> {
    /// The address.
    pub address: Option<lens::Text<'f>>,
    /// The name, which only the endpoints of sequences have.
    pub domain: Option<lens::Text<'f>>,
    /// City and country, as far as they are known.
    pub place: Vec<lens::Text<'f>>,
    /// Latitude and longitude.
    pub at: Option<(Number, Number)>,
    /// The remote port, where it is a fact of the endpoint.
    port: Option<Number>,
    number: Option<(i64, RowId)>,
    owner: Option<lens::Text<'f>>,
}

/// A number that is a name, such as a port or a process id: without thousands separators.
pub fn plain(number: Number) -> (Value, RowId) {
    (Value::Number(number.value), number.row)
}

/// Every remote side of a finding, in the order of the JSON.
pub fn remotes<'f>(subject: &Subject<'f>) -> Vec<Remote<'f>> {
    let endpoints = subject.finding.service().detection().sequence().endpoints();
    subject.remotes().map(Remote::of_details).chain(endpoints.map(Remote::of_endpoint)).collect()
}

impl<'f> Remote<'f> {
    /// From the details that actions have.
    pub fn of_details(details: RemoteIpDetails<'f>) -> Remote<'f> {
        let (organization, country) = (details.organization(), details.country());
        let place = [details.city().city_name(), country.country_name().or_else(|| country.country_code())];
        Remote {
            address: details.address(),
            domain: None,
            place: place.into_iter().flatten().collect(),
            at: details.geo_location().lat().zip(details.geo_location().lon()),
            port: None,
            number: organization.asn().and_then(|asn| Some((asn.as_str().parse().ok()?, asn.row))),
            owner: organization.asn_org().or_else(|| organization.org()).or_else(|| organization.isp()),
        }
    }

    /// From an endpoint of a sequence.
    pub fn of_endpoint(endpoint: NetworkEndpoint<'f>) -> Remote<'f> {
        let (place, system) = (endpoint.location(), endpoint.autonomous_system());
        Remote {
            address: endpoint.ip(),
            domain: endpoint.domain(),
            place: [place.city(), place.country()].into_iter().flatten().collect(),
            at: place.latitude().zip(place.longitude()),
            port: endpoint.port(),
            number: system
                .number()
                .and_then(|number| Some((i64::try_from(number.whole()?).ok()?, number.row))),
            owner: system.name(),
        }
    }

    /// Its name or address.
    pub fn value(&self) -> Option<lens::Text<'f>> {
        self.domain.clone().or_else(|| self.address.clone())
    }

    /// City and country as one value.
    pub fn place(&self) -> Option<(Value, Vec<RowId>)> {
        let rows = self.place.iter().map(|part| part.row).collect();
        let words = self.place.iter().map(|part| part.as_str()).collect::<Vec<_>>().join(", ");
        (!words.is_empty()).then_some((Value::Raw(words), rows))
    }

    /// `AS64497 Example Hosting`. GuardDuty writes -1 or 0 where it does not know the number.
    pub fn network(&self) -> Option<(Value, Vec<RowId>)> {
        let number = self.number.filter(|(number, _)| *number > 0);
        let rows = number
            .map(|(_, row)| row)
            .into_iter()
            .chain(self.owner.as_ref().map(|owner| owner.row))
            .collect();
        let words = match (number, &self.owner) {
            (Some((number, _)), Some(owner)) => format!("AS{number} {}", owner.as_str()),
            (Some((number, _)), None) => format!("AS{number}"),
            (None, Some(owner)) => owner.as_str().to_owned(),
            (None, None) => return None,
        };
        Some((Value::Raw(words), rows))
    }

    /// As a node, if it has a name or an address.
    pub fn node(&self, reader: &Reader<'_>, kind: Text) -> Option<Node> {
        let value = self.value()?;
        let special = address_kind(value.as_str()).filter(|kind| *kind != AddressKind::Public);
        let other = self.address.clone().filter(|address| address.row != value.row);
        let node = Node::new(reader, kind, Tone::Actor, &value)
            .note(reader, Text::same("{x}"), other)
            .note(reader, Text::new("port {x}", "ポート {x}"), self.port.map(plain))
            .note(reader, Text::same("{x}"), special.map(AddressKind::label))
            .note(reader, Text::same("{x}"), self.place())
            .note(reader, Text::same("{x}"), self.network());
        Some(node)
    }
}
