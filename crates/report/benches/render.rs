//! How long the rendering of a realistic document takes, by output.

#[path = "../tests/it/sample.rs"]
mod sample;

use moloch_report::{draw, render};

fn main() {
    divan::main();
}

#[divan::bench]
fn html(bencher: divan::Bencher<'_, '_>) {
    let document = sample::document();
    bencher.bench(|| render::html(&document));
}

#[divan::bench]
fn markdown(bencher: divan::Bencher<'_, '_>) {
    let document = sample::document();
    bencher.bench(|| render::markdown(&document));
}

#[divan::bench]
fn json(bencher: divan::Bencher<'_, '_>) {
    let document = sample::document();
    bencher.bench(|| render::json(&document));
}

#[divan::bench]
fn all_files(bencher: divan::Bencher<'_, '_>) {
    let document = sample::document();
    bencher.bench(|| render::files(&document));
}

#[divan::bench]
fn network(bencher: divan::Bencher<'_, '_>) {
    let document = sample::document();
    let figure = document.figures().into_iter().find(|f| f.id == "graph").expect("the sample has a graph");
    bencher.bench(|| draw(figure, 760.0));
}
