// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/mailbox.h"

#include <QCoreApplication>
#include <QEvent>

#include <iterator>

namespace linnet {

namespace {

thread_local Mailbox *currentMailbox = nullptr;

} // namespace

Mailbox::Mailbox()
{
    Q_ASSERT(!currentMailbox);
    currentMailbox = this;
}

Mailbox::~Mailbox()
{
    // It may outlive its thread, and is then destroyed on another that has its own.
    if (currentMailbox == this)
        currentMailbox = nullptr;
}

Mailbox *Mailbox::current()
{
    return currentMailbox;
}

void Mailbox::post(Work work)
{
    bool wasEmpty = false;
    {
        const QMutexLocker lock(&m_mutex);
        wasEmpty = m_waiting.empty();
        m_waiting.push_back(std::move(work));
    }
    wake(wasEmpty);
}

void Mailbox::post(std::vector<Work> batch)
{
    if (batch.empty())
        return;
    bool wasEmpty = false;
    {
        const QMutexLocker lock(&m_mutex);
        wasEmpty = m_waiting.empty();
        m_waiting.insert(m_waiting.end(), std::make_move_iterator(batch.begin()),
                         std::make_move_iterator(batch.end()));
    }
    wake(wasEmpty);
}

void Mailbox::wake(bool wasEmpty)
{
    if (wasEmpty)
        QCoreApplication::postEvent(this, new QEvent(QEvent::User));
}

bool Mailbox::event(QEvent *event)
{
    if (event->type() != QEvent::User)
        return QObject::event(event);
    std::vector<Work> due;
    {
        const QMutexLocker lock(&m_mutex);
        due.swap(m_waiting);
    }
    for (Work &work : due)
        work();
    return true;
}

} // namespace linnet
