//! A picture of chains: a column for each, oldest version on top.

use std::fmt::Write as _;

use crate::history::graph::Node;

const BOX: usize = 32;
const LINE: usize = 16;
const GAP: usize = 40;
/// What a letter takes, a little more than it does in most fonts.
const LETTER: usize = 8;
/// What a character of other scripts takes, which are as wide as high.
const SIGN: usize = 14;

pub(super) fn draw(chains: &[Vec<Node>]) -> String {
    let (mut left, mut body, mut deepest) = (GAP, String::new(), 0);
    for nodes in chains {
        let titles = nodes.iter().map(|node| length(&node.title));
        let labels = nodes.iter().flat_map(|node| node.edge.iter().map(|line| length(line)));
        let width = titles.max().unwrap_or(0) + LINE;
        let beside = labels.max().unwrap_or(0);
        let middle = left + width / 2;
        let mut top = GAP;
        for (at, node) in nodes.iter().enumerate() {
            let dashes = if node.is_draft { " stroke-dasharray=\"4\"" } else { "" };
            if at > 0 {
                let length = GAP + node.edge.len() * LINE;
                let end = top + length - 2;
                let _ = writeln!(
                    body,
                    "<path d=\"M{middle} {top}V{end}\" stroke=\"black\"{dashes} marker-end=\"url(#a)\"/>"
                );
                for (line, text) in node.edge.iter().enumerate() {
                    let y = top + GAP / 2 + (line + 1) * LINE - 4;
                    let _ = writeln!(
                        body,
                        "<text x=\"{}\" y=\"{y}\">{}</text>",
                        middle + LINE / 2,
                        plain(text)
                    );
                }
                top += length;
            }
            let _ = writeln!(
                body,
                "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{BOX}\" rx=\"4\" fill=\"white\" stroke=\"black\"{dashes}/>"
            );
            let _ = writeln!(
                body,
                "<text x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
                top + BOX / 2 + 5,
                plain(&node.title)
            );
            top += BOX;
        }
        deepest = deepest.max(top);
        left += width.max(width / 2 + LINE / 2 + beside) + GAP;
    }
    let height = deepest + GAP;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{left}\" height=\"{height}\" viewBox=\"0 0 {left} {height}\" font-family=\"sans-serif\" font-size=\"13\">\n\
         <defs><marker id=\"a\" markerWidth=\"8\" markerHeight=\"8\" refX=\"7\" refY=\"4\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\"/></marker></defs>\n\
         {body}</svg>\n"
    )
}

fn length(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { LETTER } else { SIGN }).sum()
}

/// As XML has it, which has no signs for control characters.
fn plain(text: &str) -> String {
    let text = text.replace(|c: char| c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'), " ");
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tag: its name, its attributes, and the text behind it. Panics at what is not well-formed.
    type Tag = (String, Vec<(String, String)>, String);

    fn parsed(svg: &str) -> Vec<Tag> {
        let (mut open, mut tags) = (Vec::new(), Vec::new());
        for piece in svg.trim().split('<').skip(1) {
            let (tag, text) = piece.split_once('>').expect("a tag is closed");
            assert!(!text.contains('>') && !text.chars().any(|c| c.is_control() && c != '\n'));
            let references = text.split('&').skip(1);
            references.for_each(|it| {
                assert!(["amp;", "lt;", "gt;"].iter().any(|end| it.starts_with(end)), "{text}");
            });
            if let Some(name) = tag.strip_prefix('/') {
                assert_eq!(open.pop().as_deref(), Some(name));
                continue;
            }
            let (tag, empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
            let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
            let mut attributes = Vec::new();
            while !rest.is_empty() {
                let (key, after) = rest.split_once("=\"").expect("an attribute has a value");
                let (value, after) = after.split_once('"').expect("a value ends");
                attributes.push((key.trim().to_owned(), value.to_owned()));
                rest = after.trim_start();
            }
            assert!(!open.is_empty() || tags.is_empty(), "one root");
            if !empty {
                open.push(name.to_owned());
            }
            tags.push((name.to_owned(), attributes, text.to_owned()));
        }
        assert!(open.is_empty(), "{open:?}");
        tags
    }

    fn number((_, attributes, _): &Tag, key: &str) -> usize {
        attributes.iter().find(|(name, _)| name == key).unwrap().1.parse().unwrap()
    }

    /// Left, top, right, bottom.
    fn boxes(tags: &[Tag]) -> Vec<[usize; 4]> {
        let unescaped =
            |text: &str| text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        let texts = tags.iter().filter(|(name, ..)| name == "text").map(|tag| {
            let (x, y, wide) = (number(tag, "x"), number(tag, "y"), length(&unescaped(&tag.2)));
            let left =
                if tag.1.iter().any(|(key, _)| key == "text-anchor") { x - wide / 2 } else { x };
            [left, y - 13, left + wide, y + 3]
        });
        texts.collect()
    }

    #[test]
    fn twelve_versions_with_long_names_are_well_formed_and_nothing_overlaps() {
        let chain = |entity: &str| -> Vec<Node> {
            let node = |version: usize| Node {
                title: format!("{entity} {version} (2026.{version})"),
                is_draft: version == 12,
                edge: (0..version)
                    .map(|at| format!("down .a_field_with_a_long_name[{at}] <&> \"kept\"\u{1}"))
                    .collect(),
            };
            (1..=12).map(node).collect()
        };
        let svg = draw(&[
            chain("customer_of_the_second_warehouse & sons"),
            chain("x"),
            chain("顧客の住所と電話番号"),
        ]);
        let tags = parsed(&svg);
        let texts = boxes(&tags);
        assert_eq!(texts.len(), 3 * (12 + (2..=12).sum::<usize>()));
        let frame = [0, 0, number(&tags[0], "width"), number(&tags[0], "height")];
        let apart = |a: &[usize; 4], b: &[usize; 4]| {
            a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1]
        };
        for (at, text) in texts.iter().enumerate() {
            assert!(text[2] <= frame[2] && text[3] <= frame[3], "{text:?}");
            assert!(texts[at + 1..].iter().all(|other| apart(text, other)), "{text:?}");
        }
        // A label lies beside its arrow, never in a box.
        let rects: Vec<[usize; 4]> = tags
            .iter()
            .filter(|(name, ..)| name == "rect")
            .map(|tag| {
                let (x, y) = (number(tag, "x"), number(tag, "y"));
                [x, y, x + number(tag, "width"), y + number(tag, "height")]
            })
            .collect();
        let inside =
            texts.iter().filter(|text| rects.iter().any(|rect| !apart(text, rect))).count();
        assert_eq!((rects.len(), inside), (36, 36));
    }
}
