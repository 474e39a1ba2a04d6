namespace Hitcast.Worker.Functions.Extraction;

/// <summary>Another run took the plan over; this one writes nothing more.</summary>
internal sealed class StateLostException() : Exception("Another extraction took over.");
