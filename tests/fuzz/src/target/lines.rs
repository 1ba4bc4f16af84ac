//! Streams of records, one a line.

use std::io::BufReader;

use heirloom::Version;
use heirloom::store::ndjson::{Counts, Filter};
use heirloom_tests::user::User;

use crate::model::samples;

/// The first byte says to which version (two bits), and how much is read at once and how long a line may be (three bits each).
pub(super) fn ndjson(bytes: &[u8]) {
    let Some((how, input)) = bytes.split_first() else { return };
    let limit = [usize::MAX, 0, 1, 7, 40, 100, 200, 1000][usize::from(how >> 5)];
    let filter = Filter::<User>::new().version(Version::major((how & 3).into())).line_limit(limit);
    let Some((counts, output, errors)) = run(&filter, input, input.len()) else {
        assert_eq!(how & 3, 0, "only version 0 is none of the chain");
        return;
    };
    let Counts { lines, converted, unchanged, blank, failed, .. } = counts;
    assert_eq!(lines, converted + unchanged + blank + failed);
    let of = |bytes: &[u8]| bytes.split_inclusive(|byte| *byte == b'\n').count() as u64;
    // A mark that is dropped may be all that a line holds.
    let mark = u64::from(input == "\u{feff}".as_bytes());
    assert_eq!((of(input), of(&output), of(&errors)), (lines, lines - mark, failed));
    if converted == 0 {
        let unmarked = input.strip_prefix("\u{feff}".as_bytes()).unwrap_or(input);
        assert!(output == input || output == unmarked);
    }
    for error in errors.split_inclusive(|byte| *byte == b'\n') {
        let error: serde_json::Value = serde_json::from_slice(error).expect("an object a line");
        assert!(error["line"].is_u64() && error["code"].is_string());
        assert!(error["message"].is_string());
    }
    // However it is read, the same comes out.
    let capacity = 1 + usize::from(how >> 2 & 7);
    let again = run(&filter, input, capacity).expect("as before");
    assert_eq!((again.0, &again.1, &again.2), (counts, &output, &errors));
    // What was converted stays as it is; but of two marks the second one came first now.
    if limit == usize::MAX && !output.starts_with("\u{feff}".as_bytes()) {
        let (again, same, _) = run(&filter, &output, output.len()).expect("as before");
        assert!(same == output && again.converted == 0, "{:?}", String::from_utf8_lossy(&output));
        assert!(again.unchanged >= converted + unchanged);
    }
}

fn run(filter: &Filter<User>, input: &[u8], capacity: usize) -> Option<(Counts, Vec<u8>, Vec<u8>)> {
    let (mut output, mut errors) = (Vec::new(), Vec::new());
    let input = BufReader::with_capacity(capacity.max(1), input);
    let counts = filter.run(input, &mut output, &mut errors).ok()?;
    Some((counts, output, errors))
}

pub(super) fn ndjson_seeds() -> Vec<Vec<u8>> {
    let older = |version| {
        heirloom::json::to_string_at(samples::user(), Version::major(version)).expect("a user")
    };
    let lines = [
        "{\"$v\":1,\"name\":\"Ada\",\"email\":\"\"}\n{\"$v\":7}\r\n\n \n{",
        "\u{feff}{\"$v\":1,\"name\":\"Ada\",\"email\":\"\"}\r\n[]\n",
        &format!("{}\n{}\n{}", older(1), older(2), older(3)),
    ];
    let lines = lines.map(|lines| lines.as_bytes().to_vec());
    let hows = [1, 2, 3, 0x43, 0x97, 0xff];
    lines.iter().flat_map(|lines| hows.map(|how| [&[how], &lines[..]].concat())).collect()
}
