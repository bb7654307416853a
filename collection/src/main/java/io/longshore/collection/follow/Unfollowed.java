package io.longshore.collection.follow;

/** A registration that no rule can follow, and the reason. */
public record Unfollowed(String registration, String reason) {}
