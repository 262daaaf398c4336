// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <initializer_list>
#include <vector>

class QSocketNotifier;

namespace linnet {

//! \brief Turns the process's signals into Qt's. There is at most one.
//!
//! The handler only writes the number to a pipe, which is all that a signal handler may do; a
//! signalfd would need the signals blocked, and programs that the server starts would inherit that.
class SignalWatcher : public QObject
{
    Q_OBJECT

public:
    explicit SignalWatcher(std::initializer_list<int> numbers, QObject *parent = nullptr);
    //! Puts the signals back to what the system does with them.
    ~SignalWatcher() override;

signals:
    void received(int number);

private:
    void readPipe();

    std::vector<int> m_numbers;
    int m_readEnd = -1;
    QSocketNotifier *m_notifier = nullptr;
};

} // namespace linnet
