//! A fit declared and run through its row.

use moloch_core::{
    Answer, Cells, Checked, ColumnKind, Field, Fit, FitColumn, FitData, FitError, FitRow, Inputs, Node, Range, Status,
    TimeUnit, Value, quantity,
};

moloch_core::inputs! {
    /// Options of the mean of a column.
    pub struct Mean {
        /// What every number is multiplied by.
        pub factor: f64 = Field::number(&quantity::NUMBER).within(Range::POSITIVE).or_number(1.0),
    }
}

impl Fit for Mean {
    const ID: &'static str = "mean";
    const TITLE: &'static str = "Mean";
    const ABOUT: &'static str = "The mean of a column.";
    const COLUMNS: &'static [FitColumn] =
        &[FitColumn::required("amount", ColumnKind::Number(Range::ANY), "an amount").or_headed(&["sum"])];

    fn fit(options: &Checked<Self>, data: &FitData) -> Result<Answer, FitError> {
        let amounts = data.numbers("amount").unwrap_or_default();
        if amounts.is_empty() {
            return Err(FitError::Unfit("find a row".into()));
        }
        let mean = options.factor * amounts.iter().sum::<f64>() / data.rows as f64;
        Ok(Answer::new(Status::ClosedForm).number("mean", &quantity::NUMBER, mean, "mean"))
    }
}

#[test]
fn a_row_checks_its_options_and_fits_its_columns() {
    let row = FitRow::of::<Mean>();
    let columns = vec![("amount", Cells::Numbers(vec![1.0, 2.0]))];
    let data = FitData { rows: 2, columns, unit: TimeUnit::MONTH, from: None, until: None };
    let options = |factor| Node::from(Mean { factor }.write());
    let answer = row.fit(&options(2.0), &data).unwrap();
    assert_eq!(answer.get("mean").unwrap().value, Value::Number(3.0));
    assert!(matches!(row.fit(&options(-1.0), &data), Err(FitError::Options(_))));
    let empty = FitData { columns: Vec::new(), ..data };
    assert_eq!(row.fit(&options(1.0), &empty).unwrap_err().to_string(), "failed to find a row");
    assert!(row.column(" SUM ").is_some() && row.column("total").is_none());
}

#[test]
fn units_of_time_are_those_of_durations_and_rates() {
    for unit in TimeUnit::ALL {
        let years = quantity::DURATION.unit(unit.name).unwrap().factor;
        let rate = quantity::RATE.unit(unit.rate).unwrap().factor;
        assert!((years * rate - 1.0).abs() < 1e-12 && (unit.days / 365.25 / years - 1.0).abs() < 1e-12);
    }
    assert!((TimeUnit::ALL[3].rate_from(&TimeUnit::MONTH, 1.0) - 12.0).abs() < 1e-12);
}
