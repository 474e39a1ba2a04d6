namespace Hitcast.InferenceApi.Charts;

/// <summary>The type of chart that a question asks for.</summary>
public static class ChartWish
{
    /// <summary>Null where an English or Spanish question names none ("as a line", "gráfico de barras").</summary>
    public static ChartType? In(string question) => throw new NotImplementedException();
}
