namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>How a slot of a verified question was understood.</summary>
/// <param name="Name">Such as <c>genre</c>.</param>
/// <param name="Text">The question's own words; null where the default was taken.</param>
/// <param name="Value">What it was taken for, for people to read, such as "Comedy", "1990 to 1999", "Tom Hanks".</param>
public sealed record UnderstoodSlot(string Name, string? Text, string Value);
