// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/application.h"
#include "server/net/connectionpool.h"
#include "server/net/httpcontext.h"
#include "server/net/httpfault.h"
#include "server/net/iothread.h"

#include <QThread>

#include <atomic>
#include <memory>
#include <optional>
#include <semaphore>
#include <vector>

namespace linnet::net {

//! \brief One I/O thread: its loop, its application and its connections.
class IoWorker final : public QThread, public IoThread
{
    Q_OBJECT

public:
    using Peers = std::vector<std::unique_ptr<IoWorker>>;

    //! \brief A connection for this thread, or one that is only told why it cannot stay.
    struct Arrival
    {
        Link link;
        std::optional<HttpFault> refusal;
    };

    //! \brief What is the same on all threads.
    struct SharedByThreads
    {
        std::shared_ptr<const Headers> defaultHeaders;
        std::shared_ptr<PlaceBudget> longAnswers;
    };

    //! \p peers are all I/O threads; it must not change once the first has started.
    IoWorker(int index, const Peers &peers);
    ~IoWorker() override;

    //! Stops \p workers; what is open is dropped. The mailboxes stay until the workers are
    //! destroyed, because one thread's end may be of interest to another.
    static void stop(const Peers &workers);

    //! Starts the loop. Its mailbox is there when this returns.
    void launch();

    // Any thread, once launched:
    //! Makes the application, before anything that is posted later is done.
    void serve(ApplicationFactory factory, const SharedByThreads &shared);
    void take(std::vector<Arrival> arrivals);
    //! Has the application drained; isDrained() says when.
    void drain();
    bool isDrained() const { return m_isDrained; }
    //! Closes connections as soon as they have their answers.
    void goDown();

    int index() const override { return m_index; }
    int count() const override { return int(m_peers.size()); }
    Mailbox &mailbox() override { return *m_mailbox; }
    Mailbox &mailboxOf(int index) override { return m_peers.at(size_t(index))->mailbox(); }

protected:
    void run() override;

private:
    struct Hosted;

    void setUp(const ApplicationFactory &factory, const SharedByThreads &shared);
    void add(Arrival arrival);
    void pass(int thread, Move move);
    void add(Move move);

    int m_index;
    const Peers &m_peers;
    // The standard's: ThreadSanitizer does not see what Qt's orders.
    std::binary_semaphore m_isLaunched{0};
    std::binary_semaphore m_isEmpty{0}; //!< Nothing lives on the thread any more.
    //! Outlives the thread: until all have ended, others may still post to it.
    std::unique_ptr<Mailbox> m_mailbox;
    std::unique_ptr<Hosted> m_hosted; //!< Made, used and destroyed on the thread.
    std::atomic<bool> m_isDrained = false;
    bool m_isGoingDown = false;
};

} // namespace linnet::net
