//! The address. The fragment carries view state and never anything of a finding: fragments end up in histories.

use finding_lens::engine::protocol::FindingNumber;

/// A page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Route {
    /// `#/`
    #[default]
    Start,
    /// `#/findings`
    Findings,
    /// `#/finding/3`: by its place in what is loaded.
    Finding(FindingNumber),
    /// `#/learn`
    Learn,
}

impl Route {
    /// The page of a fragment; Start for one that is none.
    pub fn parse(fragment: &str) -> Route {
        let path = fragment.trim_start_matches('#').trim_matches('/');
        match path.split_once('/') {
            None if path == "findings" => Route::Findings,
            None if path == "learn" => Route::Learn,
            Some(("finding", number)) => number.parse().map_or(Route::Findings, Route::Finding),
            _ => Route::Start,
        }
    }

    /// The fragment of a page.
    pub fn fragment(self) -> String {
        match self {
            Route::Start => "#/".to_owned(),
            Route::Findings => "#/findings".to_owned(),
            Route::Finding(number) => format!("#/finding/{number}"),
            Route::Learn => "#/learn".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_an_address_that_leads_back() {
        for route in [Route::Start, Route::Findings, Route::Finding(7), Route::Learn] {
            assert_eq!(Route::parse(&route.fragment()), route);
        }
        assert_eq!(Route::parse("#/nonsense"), Route::Start);
        assert_eq!(Route::parse(""), Route::Start);
    }
}
