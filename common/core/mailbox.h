// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMutex>
#include <QObject>

#include <functional>
#include <vector>

namespace linnet {

//! \brief The way into a thread's event loop: work posted from anywhere runs there, in order.
//!
//! However much is posted before the loop gets to it, the thread is woken once. One thread reaches
//! what another owns by this, or by a queued call of a QObject there where nothing is to be called
//! any more once that is gone.
class Mailbox : public QObject
{
public:
    using Work = std::function<void()>;

    //! Belongs to the thread that makes it, and becomes that thread's current().
    Mailbox();
    ~Mailbox() override;

    //! \return the calling thread's mailbox, or null where no event loop has one.
    static Mailbox *current();

    //! Runs \p work on the mailbox's thread, later. Safe from any thread; never runs it at once.
    void post(Work work);

    //! Posts all of \p batch at the price of one.
    void post(std::vector<Work> batch);

    bool event(QEvent *event) override;

private:
    void wake(bool wasEmpty);

    QMutex m_mutex;
    std::vector<Work> m_waiting;
};

} // namespace linnet
