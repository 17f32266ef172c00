namespace VteBridge.Wsjf;

internal static class WsjfStepWriter
{
    public static void Write(Utf8JsonWriter json, WsjfStep step)
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, step.Id);
        json.Letter("group"u8, 'M');
        json.WriteString("stepType"u8, step.Type);
        json.Text("name"u8, step.Name);
        json.Letter("status"u8, step.Status.Letter());
        json.Text("reportText"u8, step.ReportText);
        switch (step)
        {
            case NumericStep numbers:
                json.List("numericMeas"u8, numbers.Measurements, Number);
                break;
            case StringStep texts:
                json.List("stringMeas"u8, texts.Measurements, Text);
                break;
            case VerdictStep verdicts:
                json.List("booleanMeas"u8, verdicts.Measurements, Boolean);
                File(json, verdicts.Attachment);
                break;
            case ActionStep action:
                File(json, action.Attachment);
                break;
            case ChartStep chart:
                Chart(json, chart.Chart);
                break;
            case SequenceStep sequence:
                Sequence(json, sequence);
                break;
        }
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, NumericMeasurement one)
    {
        json.WriteString("compOp"u8, Enum.GetName(one.CompOp));
        json.Text("name"u8, one.Name);
        json.Letter("status"u8, one.Status.Letter());
        json.Text("unit"u8, one.Unit);
        json.WriteNumber("value"u8, one.Value);
        if (one.CompOp > CompOp.LOG)
            json.WriteNumber("lowLimit"u8, one.Low);
        if (one.CompOp >= CompOp.GELE)
            json.WriteNumber("highLimit"u8, one.High);
    }

    private static void Text(Utf8JsonWriter json, StringMeasurement one)
    {
        json.WriteString("compOp"u8, Enum.GetName(CompOp.LOG));
        json.Text("name"u8, one.Name);
        json.Letter("status"u8, one.Status.Letter());
        json.Text("value"u8, one.Value);
    }

    private static void Boolean(Utf8JsonWriter json, BooleanMeasurement one)
    {
        json.Text("name"u8, one.Name);
        json.Letter("status"u8, one.Status.Letter());
    }

    private static void Chart(Utf8JsonWriter json, Chart chart)
    {
        json.WriteStartObject("chart"u8);
        json.WriteString("chartType"u8, "Line");
        json.Text("label"u8, chart.Label);
        json.Text("xLabel"u8, chart.XLabel);
        json.Text("yLabel"u8, chart.YLabel);
        json.Text("yUnit"u8, chart.YUnit);
        json.WriteStartArray("series"u8);
        json.WriteStartObject();
        json.WriteString("dataType"u8, "XYG");
        json.Text("name"u8, chart.Series);
        json.Text("xdata"u8, chart.XData);
        json.Text("ydata"u8, chart.YData);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void File(Utf8JsonWriter json, Attachment? attachment)
    {
        if (attachment is null)
            return;
        json.WriteStartObject("attachment"u8);
        json.Text("name"u8, attachment.Name);
        json.WriteString("contentType"u8, attachment.ContentType);
        json.WriteBase64String("data"u8, attachment.Data.Span);
        json.WriteEndObject();
    }

    private static void Sequence(Utf8JsonWriter json, SequenceStep sequence)
    {
        json.WriteStartArray("steps"u8);
        foreach (var step in sequence.Steps)
            Write(json, step);
        json.WriteEndArray();
        json.WriteStartObject("seqCall"u8);
        json.Text("path"u8, sequence.Call.Path);
        json.Text("name"u8, sequence.Call.Name);
        json.Text("version"u8, sequence.Call.Version);
        json.WriteEndObject();
    }
}
