package dev.deltawire.gateway.home;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.home.HomeStore;
import dev.deltawire.gateway.data.DataDirectory;
import dev.deltawire.gateway.data.Switch;
import java.io.IOException;

/** A store whose kill switch survives restarts (H-05), whatever becomes of the rest. */
final class KeptHomeStore implements HomeStore {

  private final HomeStore store;
  private final Switch killSwitch;

  private KeptHomeStore(HomeStore store, Switch killSwitch) {
    this.store = store;
    this.killSwitch = killSwitch;
  }

  static KeptHomeStore of(HomeStore store, DataDirectory data) {
    return new KeptHomeStore(store, data.durableSwitch("home-kill-switch"));
  }

  @Override
  public Devices devices() {
    return store.devices();
  }

  @Override
  public Conversations conversations() {
    return store.conversations();
  }

  @Override
  public Notifications notifications() {
    return store.notifications();
  }

  @Override
  public Widgets widgets() {
    return store.widgets();
  }

  @Override
  public boolean killSwitch() {
    return killSwitch.isOn();
  }

  @Override
  public void killSwitch(boolean active) throws StoreException {
    try {
      killSwitch.turn(active);
    } catch (IOException e) {
      throw StoreException.of("the kill switch can't be stored", e);
    }
  }
}
