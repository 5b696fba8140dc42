package dev.deltawire.server.spi;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PagePoolTest {

  private static final int PAGE = MemoryBudget.PAGE_BYTES;
  private static final int PAGES = PageSlab.PAGES;

  private final List<WeakReference<ByteBuffer>> slabs = new ArrayList<>();
  private final PagePool pool = new PagePool(PAGE, this::slab);
  private int refused;
  private PagePool asked;
  private boolean refusing;

  private ByteBuffer slab(int bytes) {
    if (refusing) {
      refused++;
      throw new OutOfMemoryError("none outside");
    }
    ByteBuffer memory = ByteBuffer.allocateDirect(bytes);
    slabs.add(new WeakReference<>(memory));
    return memory;
  }

  private LentPage[] take(int count) {
    LentPage[] pages = new LentPage[count];
    pool.take(pages, 0, count);
    return pages;
  }

  @Test
  void aPageThatComesBackIsLentAgain() {
    LentPage[] pages = take(3);
    pool.give(pages, 1);
    assertSame(pages[0], take(1)[0]);
  }

  @Test
  void noPageIsLentToTwo() {
    SplittableRandom random = new SplittableRandom(37);
    List<LentPage> lent = new ArrayList<>();
    List<byte[]> contents = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      if (lent.size() < 5 * PAGES / 2 && random.nextInt(100) < 55) {
        lent.add(take(1)[0]);
        contents.add(new byte[] {(byte) i, (byte) (i >> 8)});
        lent.get(lent.size() - 1)
            .put(PAGE - 2, ByteBuffer.wrap(contents.get(lent.size() - 1)), 0, 2);
      } else if (!lent.isEmpty()) {
        int index = random.nextInt(lent.size());
        assertContent(contents.remove(index), lent.get(index));
        pool.give(new LentPage[] {lent.remove(index)}, 1);
      }
    }
    for (int i = 0; i < lent.size(); i++) {
      assertContent(contents.get(i), lent.get(i));
    }
  }

  private static void assertContent(byte[] expected, LentPage page) {
    byte[] all = new byte[PAGE];
    page.get(all, 0, PAGE);
    assertArrayEquals(expected, Arrays.copyOfRange(all, PAGE - 2, PAGE));
  }

  @Test
  void thereIsNoMoreMemoryThanHasBeenLentAtATime() {
    List<LentPage> lent = new ArrayList<>(Arrays.asList(take(4 * PAGES)));
    assertEquals(4, slabs.size());
    for (int round = 0; round < 30; round++) {
      // One stays of each slab, so none is idle.
      LentPage[] back =
          lent.stream().filter(page -> lent.indexOf(page) % PAGES > 0).toArray(LentPage[]::new);
      pool.give(back, back.length);
      lent.removeAll(Arrays.asList(back));
      lent.addAll(Arrays.asList(take(back.length)));
    }
    assertEquals(4, slabs.size());
    assertEquals(4 * PAGES, lent.stream().distinct().count());
  }

  @Test
  void whatComesBackIsLentAgainAsLongAsNothingIsCollected() {
    LentPage[] pages = take(PAGES);
    ByteBuffer kept = slabs.get(0).get();
    pool.give(pages, PAGES);
    for (int i = 0; i < 50; i++) {
      pages = take(PAGES);
      pool.give(pages, PAGES);
    }
    assertNotNull(kept);
    assertEquals(1, slabs.size());
  }

  @Test
  void aCollectionFreesWhatIsNotLent() {
    LentPage[] lent = take(2 * PAGES);
    pool.give(lent, PAGES);
    LentPage[] stay = Arrays.copyOfRange(lent, PAGES, 2 * PAGES);
    Arrays.fill(lent, null);
    for (int i = 0; i < 20 && slabs.get(0).get() != null; i++) {
      System.gc();
    }
    assertNull(slabs.get(0).get());
    assertNotNull(slabs.get(1).get());
    pool.give(stay, PAGES);
    assertEquals(2 * PAGES, Arrays.stream(take(2 * PAGES)).distinct().count());
  }

  @Test
  void whenThereIsNoMoreOutsideTheHeapHasToDo() {
    take(PAGES);
    refusing = true;
    LentPage[] inHeap = take(3 * PAGES);
    assertEquals(1, refused, "each attempt waits for a collection");
    assertEquals(3 * PAGES, Arrays.stream(inHeap).distinct().count());
    inHeap[0].put(0, ByteBuffer.wrap(new byte[] {7}), 0, 1);
    byte[] content = new byte[1];
    inHeap[0].get(content, 0, 1);
    assertEquals(7, content[0]);
  }

  @Test
  void afterARefusalMemoryOutsideIsAskedForAgainOnceAsMuchHasComeBack() {
    LentPage[] crowd = take(40 * PAGES);
    refusing = true;
    LentPage[] more = take(PAGES);
    pool.give(more, PAGES);
    more = take(2 * PAGES);
    assertEquals(1, refused, "nearly all is still lent");

    refusing = false;
    pool.give(more, 2 * PAGES);
    pool.give(crowd, 40 * PAGES);
    LentPage[] next = take(60 * PAGES);
    assertTrue(slabs.size() > 40, "only what has not come back is kept in the heap");
    pool.give(next, 60 * PAGES);
  }

  @Test
  void threadsThatTakeAndGiveHaveEachPageAlone() {
    Set<LentPage> lent = ConcurrentHashMap.newKeySet();
    CompletableFuture<?>[] threads = new CompletableFuture<?>[4];
    for (int i = 0; i < threads.length; i++) {
      SplittableRandom random = new SplittableRandom(i);
      threads[i] = CompletableFuture.runAsync(() -> takeAndGive(lent, random));
    }
    CompletableFuture.allOf(threads).orTimeout(60, SECONDS).join();
    assertEquals(Set.of(), lent);
    int most = threads.length * 2 * PAGES;
    take(most);
    assertTrue(slabs.size() < 100 * threads.length, "those that came back were lent again");
  }

  private void takeAndGive(Set<LentPage> lent, SplittableRandom random) {
    for (int i = 0; i < 5000; i++) {
      LentPage[] pages = take(random.nextInt(1, 2 * PAGES));
      for (LentPage page : pages) {
        assertTrue(lent.add(page));
      }
      lent.removeAll(Arrays.asList(pages));
      pool.give(pages, pages.length);
    }
  }

  @Test
  void whileTheJvmIsAskedOthersGoOn() {
    AtomicReference<LentPage> others = new AtomicReference<>();
    PagePool slow = new PagePool(PAGE, bytes -> refusedMeanwhile(others));
    asked = slow;
    LentPage[] mine = new LentPage[1];
    slow.take(mine, 0, 1);
    assertNotNull(others.get());
    assertNotSame(mine[0], others.get());
    slow.give(mine, 1);
    slow.give(new LentPage[] {others.get()}, 1);
  }

  /** What the JVM does for half a second, in which another thread wants a page, too. */
  private ByteBuffer refusedMeanwhile(AtomicReference<LentPage> others) {
    if (refused++ == 0) {
      LentPage[] page = new LentPage[1];
      CompletableFuture.runAsync(() -> asked.take(page, 0, 1)).orTimeout(20, SECONDS).join();
      others.set(page[0]);
    }
    throw new OutOfMemoryError("none outside");
  }

  @Test
  void whoIsRefusedAgainAndAgainAsksLessAndLessOften() {
    refusing = true;
    PagePool small = new PagePool(1, this::slab);
    for (int slabsOfRound = 1; slabsOfRound <= 200; slabsOfRound++) {
      LentPage[] pages = new LentPage[slabsOfRound * PAGES];
      small.take(pages, 0, pages.length); // one slab more than there is
      small.give(pages, pages.length);
    }
    assertTrue(refused >= 2 && refused <= 14, "asked " + refused + " times");
  }

  @Test
  void pagesAreCountedAndRefused() {
    MemoryBudget budget = MemoryBudget.of(100 * PAGE);
    Holding holding = budget.open(() -> {});
    LentPage[] pages = new LentPage[101];
    assertTrue(holding.takePages(pages, 0, 100));
    assertEquals(100L * PAGE, holding.bytes());
    assertFalse(holding.takePages(pages, 100, 1));
    assertNull(pages[100]);
    assertEquals(100L * PAGE, budget.heldBytes());
    holding.givePages(pages, 100);
    assertEquals(0, budget.heldBytes());
  }
}
