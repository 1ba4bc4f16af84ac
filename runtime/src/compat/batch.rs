//! Pairs of schemas from a stream, one a line.

use std::io::{self, BufRead, Write};

use serde_json::{Map, Value, json};

use super::compare::compare;
use super::verdict::Verdict;

/// What came of the lines of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Lines {
    /// Lines that were answered with verdicts.
    pub compared: u64,
    /// Lines that were answered with an `error`.
    pub refused: u64,
}

/// Reads a JSON object `{"id", "old", "new"}` a line, and writes one a line: `{"id", "backward", "forward"}`.
///
/// `backward` and `forward` are `yes`, `no` or `unknown`. Where one is `no`, the member of that name in
/// `counterexample` is a document that proves it; where one is `unknown`, the member of that name in `reason` says why.
/// A line that is no such object is answered with `error`, its number in `line`, and its `id` where it has one. Blank
/// lines are passed over.
///
/// ```
/// let input = r#"
/// {"id": 1, "old": {"type": "integer"}, "new": {"type": "number"}}
/// {"id": 2, "old": {"type": "integer"}}
/// "#;
/// let mut output = Vec::new();
/// let lines = heirloom::compat::batch(input.as_bytes(), &mut output)?;
/// assert_eq!((lines.compared, lines.refused), (1, 1));
///
/// let output = String::from_utf8(output).unwrap();
/// let answers: Vec<serde_json::Value> =
///     output.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
/// assert_eq!(answers[0]["backward"], "yes");
/// assert_eq!(answers[0]["forward"], "no");
/// assert_eq!(answers[0]["counterexample"]["forward"], 0.5);
/// assert_eq!(answers[1]["error"], "the member `new` is missing");
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
///
/// When reading or writing fails. What stands in a line is never one.
pub fn batch(mut input: impl BufRead, mut output: impl Write) -> io::Result<Lines> {
    let mut lines = Lines::default();
    let mut line = Vec::new();
    let mut number = 0_u64;
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            output.flush()?;
            return Ok(lines);
        }
        number += 1;
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let answer = match pair(&line) {
            Ok((id, old, new)) => {
                lines.compared += 1;
                answered(id, &old, &new)
            }
            Err((id, problem)) => {
                lines.refused += 1;
                json!({ "id": id, "line": number, "error": problem })
            }
        };
        serde_json::to_writer(&mut output, &answer)?;
        output.write_all(b"\n")?;
    }
}

/// The id and the two schemas of a line, or the id, if it has one, and what is wrong.
fn pair(line: &[u8]) -> Result<(Value, Value, Value), (Value, String)> {
    let value: Value =
        serde_json::from_slice(line).map_err(|error| (Value::Null, error.to_string()))?;
    let Value::Object(mut members) = value else {
        return Err((Value::Null, "this is no JSON object".to_owned()));
    };
    let id = members.remove("id").unwrap_or(Value::Null);
    let mut schema = |name: &str| {
        members.remove(name).ok_or_else(|| (id.clone(), format!("the member `{name}` is missing")))
    };
    let (old, new) = (schema("old")?, schema("new")?);
    Ok((id, old, new))
}

fn answered(id: Value, old: &Value, new: &Value) -> Value {
    let compatibility = compare(old, new);
    let mut answer = Map::from_iter([("id".to_owned(), id)]);
    let mut counterexamples = Map::new();
    let mut reasons = Map::new();
    for (name, verdict) in
        [("backward", &compatibility.backward), ("forward", &compatibility.forward)]
    {
        answer.insert(name.to_owned(), verdict.word().into());
        match verdict {
            Verdict::Yes => {}
            Verdict::No(counterexample) => {
                counterexamples.insert(name.to_owned(), counterexample.document().clone());
            }
            Verdict::Unknown(reason) => {
                reasons.insert(name.to_owned(), reason.to_string().into());
            }
        }
    }
    for (name, members) in [("counterexample", counterexamples), ("reason", reasons)] {
        if !members.is_empty() {
            answer.insert(name.to_owned(), Value::Object(members));
        }
    }
    Value::Object(answer)
}
