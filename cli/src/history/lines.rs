//! What differs between two texts, line by line.

use serde::Serialize;

/// A line of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// `+`, `-` or a blank.
    pub sign: char,
    /// The line.
    pub text: String,
}

/// The longest common lines stay, the others go or come.
pub(super) fn compare(old: &str, new: &str) -> Vec<Line> {
    let (old, new): (Vec<_>, Vec<_>) = (old.lines().collect(), new.lines().collect());
    let line = |sign, text: &str| Line { sign, text: text.to_owned() };
    // What is common at both ends is set aside, so that the table is as large as the change.
    let first = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let (head, old, new) = (&old[..first], &old[first..], &new[first..]);
    let last = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    let (old, tail) = old.split_at(old.len() - last);
    let new = &new[..new.len() - last];
    // How many lines are common from each pair of positions on.
    let mut common = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for a in (0..old.len()).rev() {
        for b in (0..new.len()).rev() {
            common[a][b] = if old[a] == new[b] {
                common[a + 1][b + 1] + 1
            } else {
                common[a + 1][b].max(common[a][b + 1])
            };
        }
    }
    let mut lines: Vec<_> = head.iter().map(|text| line(' ', text)).collect();
    let (mut a, mut b) = (0, 0);
    while a < old.len() || b < new.len() {
        if a < old.len() && b < new.len() && old[a] == new[b] {
            lines.push(line(' ', old[a]));
            (a, b) = (a + 1, b + 1);
        } else if a < old.len() && (b == new.len() || common[a + 1][b] >= common[a][b + 1]) {
            lines.push(line('-', old[a]));
            a += 1;
        } else {
            lines.push(line('+', new[b]));
            b += 1;
        }
    }
    lines.extend(tail.iter().map(|text| line(' ', text)));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stays_stays() {
        let lines = compare("struct\n  a: u8\n  b: string\n", "struct\n  b: string\n  c: bool\n");
        let text: Vec<_> = lines.iter().map(|line| format!("{}{}", line.sign, line.text)).collect();
        assert_eq!(text, [" struct", "-  a: u8", "   b: string", "+  c: bool"]);
        assert!(compare("", "").is_empty());
    }
}
