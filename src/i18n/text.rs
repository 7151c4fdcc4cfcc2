//! Templates in both languages.

use super::Lang;

/// A sentence, label or fragment in both languages. Braces hold the names of values: `{count}`; `{count|event|events}`
/// is the value's plural switch (English only, Japanese has none): the first form for one, the second otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Text {
    /// English.
    pub en: &'static str,
    /// Japanese.
    pub ja: &'static str,
}

/// A part of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words as they stand.
    Words(&'a str),
    /// The place of a value.
    Value(&'a str),
    /// One of two forms, by whether the named value is one.
    Plural(&'a str, &'a str, &'a str),
}

impl Text {
    /// A text from its English and its Japanese.
    pub const fn new(en: &'static str, ja: &'static str) -> Text {
        Text { en, ja }
    }

    /// The same words in both languages: for names that are not translated.
    pub const fn same(words: &'static str) -> Text {
        Text { en: words, ja: words }
    }

    /// The template in one language.
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Ja => self.ja,
        }
    }

    /// The template in one language with its values put in. A value that is not given leaves its name in braces.
    pub fn fill(self, lang: Lang, values: &[(&str, &str)]) -> String {
        let value = |name: &str| values.iter().find(|(n, _)| *n == name).map(|(_, v)| *v);
        let mut out = String::new();
        for piece in pieces(self.get(lang)) {
            match piece {
                Piece::Words(words) => out.push_str(words),
                Piece::Value(name) => match value(name) {
                    Some(v) => out.push_str(v),
                    None => {
                        out.push('{');
                        out.push_str(name);
                        out.push('}');
                    }
                },
                Piece::Plural(name, one, other) => {
                    out.push_str(if value(name) == Some("1") { one } else { other })
                }
            }
        }
        out
    }
}

/// The parts of a template, in order. An unclosed brace is taken as words.
pub fn pieces(template: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = template;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some(inner) = rest.strip_prefix('{')
            && let Some((body, after)) = inner.split_once('}')
        {
            rest = after;
            let mut parts = body.splitn(3, '|');
            let name = parts.next().unwrap_or(body);
            return Some(match (parts.next(), parts.next()) {
                (Some(one), Some(other)) => Piece::Plural(name, one, other),
                _ => Piece::Value(name),
            });
        }
        let start = usize::from(rest.starts_with('{'));
        let end = rest.char_indices().skip(start).find(|(_, c)| *c == '{').map_or(rest.len(), |(at, _)| at);
        let (words, after) = rest.split_at(end);
        rest = after;
        Some(Piece::Words(words))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_takes_values_and_plurals() {
        let text = Text::new("{n} {n|event|events} from {where}", "{where} から {n} 件");
        assert_eq!(text.fill(Lang::En, &[("n", "1"), ("where", "a")]), "1 event from a");
        assert_eq!(text.fill(Lang::En, &[("n", "2"), ("where", "a")]), "2 events from a");
        assert_eq!(text.fill(Lang::Ja, &[("n", "2"), ("where", "a")]), "a から 2 件");
    }

    #[test]
    fn a_missing_value_stays_visible_and_a_lone_brace_is_words() {
        assert_eq!(Text::same("{x} {y").fill(Lang::En, &[]), "{x} {y");
    }

    #[test]
    fn a_value_is_never_read_as_a_template() {
        assert_eq!(Text::same("{x}").fill(Lang::En, &[("x", "{y}"), ("y", "z")]), "{y}");
    }
}
