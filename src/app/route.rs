//! The address. The fragment carries view state and never anything of a finding: fragments end up in histories.

use finding_lens::{
    engine::protocol::{FindingNumber, HitKind},
    json::RowId,
};

/// A page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Route {
    /// `#/`
    #[default]
    Start,
    /// `#/findings`
    Findings,
    /// `#/finding/3`: by its place in what is loaded. `#/finding/3/57` is a row of its JSON, by its number, which says
    /// nothing of what stands there.
    Finding(FindingNumber),
    /// `#/learn/…`
    Learn(Chapter),
}

/// A Learn page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Chapter {
    /// `#/learn`
    #[default]
    Overview,
    /// `#/learn/walk`
    Walk,
    /// `#/learn/types`
    Types,
    /// `#/learn/type/UnauthorizedAccess:EC2/SSHBruteForce`
    Type(String),
    /// `#/learn/fields`, `#/learn/fields/RemoteIpDetails.IpAddressV4`: with words to look for.
    Fields(String),
    /// `#/learn/values/UserType.Root`, likewise.
    Values(String),
    /// `#/learn/glossary`, likewise.
    Glossary(String),
}

impl Route {
    /// The page of a fragment, its escapes resolved; Start for one that is none.
    pub fn parse(fragment: &str) -> Route {
        let path = fragment.trim_start_matches('#').trim_matches('/');
        match path.split_once('/').unwrap_or((path, "")) {
            ("findings", _) => Route::Findings,
            ("finding", rest) => {
                let number = rest.split_once('/').map_or(rest, |(number, _)| number);
                number.parse().map_or(Route::Findings, Route::Finding)
            }
            ("learn", chapter) => Route::Learn(Chapter::parse(chapter)),
            _ => Route::Start,
        }
    }

    /// The row that a fragment names, where it is one of a finding's page.
    pub fn row(fragment: &str) -> Option<RowId> {
        let (_, row) = fragment.strip_prefix("#/finding/")?.split_once('/')?;
        row.parse().ok().map(RowId)
    }

    /// The fragment of a page, with the row that is picked on it.
    pub fn fragment_at(&self, row: Option<RowId>) -> String {
        let page = self.fragment();
        row.map_or(page.clone(), |RowId(row)| format!("{page}/{row}"))
    }

    /// The fragment of a page.
    pub fn fragment(&self) -> String {
        match self {
            Route::Start => "#/".to_owned(),
            Route::Findings => "#/findings".to_owned(),
            Route::Finding(number) => format!("#/finding/{number}"),
            Route::Learn(chapter) => chapter.fragment(),
        }
    }
}

impl Chapter {
    fn parse(path: &str) -> Chapter {
        let (name, rest) = path.split_once('/').unwrap_or((path, ""));
        let rest = rest.to_owned();
        match name {
            "walk" => Chapter::Walk,
            "types" => Chapter::Types,
            "type" => Chapter::Type(rest),
            "fields" => Chapter::Fields(rest),
            "values" => Chapter::Values(rest),
            "glossary" => Chapter::Glossary(rest),
            _ => Chapter::Overview,
        }
    }

    fn fragment(&self) -> String {
        let (name, rest) = match self {
            Chapter::Overview => return "#/learn".to_owned(),
            Chapter::Walk => ("walk", ""),
            Chapter::Types => ("types", ""),
            Chapter::Type(name) => ("type", name.as_str()),
            Chapter::Fields(words) => ("fields", words.as_str()),
            Chapter::Values(words) => ("values", words.as_str()),
            Chapter::Glossary(words) => ("glossary", words.as_str()),
        };
        let separator = if rest.is_empty() { "" } else { "/" };
        // A browser escapes the rest by itself; a percent sign of ours has to be told from its escapes.
        format!("#/learn/{name}{separator}{}", rest.replace('%', "%25"))
    }

    /// Where a thing that was found is explained.
    pub fn of(kind: HitKind, key: &str) -> Chapter {
        let key = key.to_owned();
        match kind {
            HitKind::Type => Chapter::Type(key),
            HitKind::Part => Chapter::Overview,
            HitKind::Field => Chapter::Fields(key),
            HitKind::Value => Chapter::Values(key),
            HitKind::Term => Chapter::Glossary(key),
        }
    }

    /// Whether two are of the same kind, whatever they look for.
    pub fn is_like(&self, other: &Chapter) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_an_address_that_leads_back() {
        let name = || "Backdoor:EC2/C&CActivity.B!DNS".to_owned();
        let chapters = [
            Chapter::Overview,
            Chapter::Walk,
            Chapter::Types,
            Chapter::Type(name()),
            Chapter::Fields(String::new()),
            Chapter::Fields("RemoteIpDetails.IpAddressV4".to_owned()),
            Chapter::Values("UserType.Root".to_owned()),
            Chapter::Glossary("VPC".to_owned()),
        ];
        let pages = [Route::Start, Route::Findings, Route::Finding(7)];
        for route in pages.into_iter().chain(chapters.map(Route::Learn)) {
            assert_eq!(Route::parse(&route.fragment()), route);
        }
        let at = Route::Finding(7).fragment_at(Some(RowId(57)));
        assert_eq!((Route::parse(&at), Route::row(&at)), (Route::Finding(7), Some(RowId(57))));
        assert_eq!(Route::row("#/finding/7"), None);
        assert_eq!(Route::row("#/findings/7/57"), None);
        assert_eq!(Route::parse("#/nonsense"), Route::Start);
        assert_eq!(Route::parse(""), Route::Start);
    }
}
