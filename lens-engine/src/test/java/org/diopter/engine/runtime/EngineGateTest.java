package org.diopter.engine.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EngineGateTest {
    private final EngineGate gate = new EngineGate();

    @Test
    void closingWaitsUntilNothingIsInUse() throws InterruptedException {
        CountDownLatch inUse = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Thread user = Thread.ofPlatform().start(() -> gate.use(() -> {
            inUse.countDown();
            return await(finish);
        }));
        assertTrue(inUse.await(10, TimeUnit.SECONDS));
        Thread closer = Thread.ofPlatform().start(() -> gate.close(closed::countDown));
        assertFalse(closed.await(100, TimeUnit.MILLISECONDS), "closed while in use");
        finish.countDown();
        assertTrue(closed.await(10, TimeUnit.SECONDS));
        user.join();
        closer.join();
    }

    @Test
    void aShutGateLetsNothingIn() {
        gate.shut();
        assertThrows(IllegalStateException.class, () -> gate.use(() -> 1));
    }

    @Test
    void anOpenGateHandsTheResultThrough() {
        assertEquals(7, gate.use(() -> 7));
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
