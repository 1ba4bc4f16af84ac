//! What the compiler says: one mistake per file, named after it. Bless with `cargo xtask bless`.

#[test]
fn mistakes_do_not_compile_and_say_what_to_type() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/*/*.rs");
}
