//! `hawkes` with a column of labs: who provokes whom.

use moloch_core::{Answer, FitData, FitError, Value, quantity};

use super::record;
use super::show::{number, number_or, rate, span};
use crate::hawkes::{
    Events, HawkesError, MutualEvents, MutualFit, Residuals, StationaryMutual, fit_mutual, mutual_residuals,
    normal_quantile,
};

/// The axis of the labs.
const LAB: Option<&str> = Some("lab");

/// Fits mutually exciting news to the events and names of their labs.
pub(super) fn fit(events: Events, names: &[String], confidence: f64, data: &FitData) -> Result<Answer, FitError> {
    let mut labs: Vec<String> = names.to_vec();
    labs.sort_unstable();
    labs.dedup();
    let of_event: Vec<usize> = names.iter().filter_map(|name| labs.binary_search(name).ok()).collect();
    let unfit = |error: HawkesError| FitError::Unfit(Box::new(error));
    let record = MutualEvents::new(events, &of_event, labs.len()).map_err(unfit)?;
    too_few(&record, &labs)?;
    let fit = fit_mutual(&record).map_err(unfit)?;
    let pure = (&quantity::NUMBER, "1");
    let counts: Vec<f64> = record.counts().iter().map(|count| *count as f64).collect();
    let answer = Answer::new(fit.status.clone())
        .texts("labs", "lab", &labs, "the labs, in the order of all lists")
        .numbers("events", &quantity::COUNT, "lab", &counts, "events of each lab in the window");
    let answer = number(answer, "window", span(data.unit), record.events().length(), "length of the window");
    let answer = estimates(answer, &fit, confidence, data);
    let answer = number(answer, "log_likelihood", pure, fit.log_likelihood, "logarithm of the likelihood");
    let doc = "how much likelier, in logarithms, than independent news of each lab at its best rate";
    let answer = number(answer, "gain", pure, fit.gain, doc);
    let answer = match fit.process.clone().stationary() {
        Ok(news) => long_run(answer, &news, data),
        Err(error) => answer.note(format!("no long run: {error}")),
    };
    let answer = residuals(answer, &mutual_residuals(&fit.process, &record));
    let answer = record::notes(data, record.events()).into_iter().fold(answer, Answer::note);
    Ok(answer.certified_by(*fit.certificate()).note(
        "entries of 0 are estimates on their bound and have no standard error; a common cause of all labs' news looks \
         like reaction",
    ))
}

/// Names the lab that has too few events.
fn too_few(record: &MutualEvents, labs: &[String]) -> Result<(), FitError> {
    let needed = crate::hawkes::LEAST_EVENTS;
    match record.counts().iter().zip(labs).find(|(count, _)| **count < needed) {
        Some((count, lab)) => Err(FitError::Unfit(
            format!(
                "fit who provokes whom: lab {lab:?} has {count} events in the window, and at least {needed} are needed; \
                 give several labs one name, or leave out the column"
            )
            .into(),
        )),
        None => Ok(()),
    }
}

fn estimates(answer: Answer, fit: &MutualFit, confidence: f64, data: &FitData) -> Answer {
    let list = |answer: Answer, key, values: Vec<Value>, measure: (_, _), doc| {
        let value = Value::List(values.into_iter().map(Into::into).collect());
        answer.output(key, measure.0, measure.1, value, [LAB, None], doc)
    };
    let rows = |answer: Answer, key, rows: Vec<Vec<Value>>, doc| {
        let list = |row: Vec<Value>| Value::List(row.into_iter().map(Into::into).collect());
        let value = Value::List(rows.into_iter().map(|row| list(row).into()).collect());
        answer.output(key, &quantity::NUMBER, "1", value, [LAB, LAB], doc)
    };
    let process = &fit.process;
    let or_none = |error: &Option<f64>| error.map_or_else(|| Value::Text("none".to_owned()), Value::Number);
    let branching = process.branching();
    let values = branching.iter().map(|row| row.iter().map(|n| Value::Number(*n)).collect()).collect();
    let doc = "events of the row's lab that one of the column's lab provokes directly";
    let answer = rows(answer, "branching", values, doc);
    let errors = fit.branching_errors.iter().map(|row| row.iter().map(or_none).collect()).collect();
    let answer = rows(answer, "branching_error", errors, "their standard errors");
    let z = normal_quantile(0.5 + confidence / 2.0);
    let end = |sign: f64| {
        let of = |(n, error): (&f64, &Option<f64>)| or_none(&error.map(|error| n * (sign * z * error / n).exp()));
        let row = |(row, errors): (&Vec<f64>, &Vec<Option<f64>>)| row.iter().zip(errors).map(of).collect();
        branching.iter().zip(&fit.branching_errors).map(row).collect::<Vec<Vec<Value>>>()
    };
    let answer = rows(answer, "branching_low", end(-1.0), "lower ends of their intervals");
    let answer = rows(answer, "branching_high", end(1.0), "upper ends of their intervals");
    let baselines = process.baselines().iter().map(|mu| Value::Number(*mu)).collect();
    let answer = list(answer, "baseline", baselines, rate(data.unit), "rates of events that react to nothing");
    let errors = fit.baseline_errors.iter().map(or_none).collect();
    let answer = list(answer, "baseline_error", errors, rate(data.unit), "their standard errors");
    let answer = number(answer, "fade", rate(data.unit), process.fades()[0], "decay of reactions, the same for all");
    number_or(answer, "fade_error", rate(data.unit), fit.fade_error, "none: it lies on a bound", "its standard error")
}

fn long_run(answer: Answer, news: &StationaryMutual, data: &FitData) -> Answer {
    let led_to = news.led_to();
    let provoked: Vec<f64> = (0..led_to.len()).map(|j| led_to.iter().map(|row| row[j]).sum()).collect();
    let (quantity_of_rate, unit) = rate(data.unit);
    let doc = "mean rates of events in the long run";
    answer
        .number("spectral_radius", &quantity::NUMBER, news.spectral_radius(), "growth of a generation of reactions")
        .output("rate", quantity_of_rate, unit, Value::numbers(news.rates()), [LAB, None], doc)
        .numbers("reaction_share", &quantity::SHARE, "lab", &news.reactions(), "part of each lab's events that react")
        .numbers("provoked", &quantity::RATIO, "lab", &provoked, "events of all labs that one leads to, with it")
}

fn residuals(answer: Answer, tests: &[Option<Residuals>]) -> Answer {
    let chance = |test: &Option<Residuals>| test.as_ref().map_or(1.0, |test| test.distance_chance);
    let chances: Vec<f64> = tests.iter().map(chance).collect();
    let independent = |test: &Option<Residuals>| Some(test.as_ref()?.independence?.chance);
    let answer = answer.numbers(
        "residual_chance",
        &quantity::PROBABILITY,
        "lab",
        &chances,
        "how probable a larger distance of the gaps from the exponential law is; below 0.05 the process hardly fits",
    );
    match tests.iter().map(independent).collect::<Option<Vec<f64>>>() {
        Some(chances) => answer.numbers(
            "independence_chance",
            &quantity::PROBABILITY,
            "lab",
            &chances,
            "how probable larger correlations of successive gaps are if they are independent",
        ),
        None => answer,
    }
}
