package dev.deltawire.dialects.home;

/** A household device that the hub knows. */
public record Device(String deviceId, String userId, DeviceType type) {}
