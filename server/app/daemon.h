// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/app/datadirectory.h"
#include "server/app/options.h"

#include <QObject>

#include <memory>
#include <vector>

namespace linnet {

class App;

//! \brief The server as a process: starts, reloads on SIGHUP, and drains on SIGTERM and SIGINT.
class Daemon : public QObject
{
    Q_OBJECT

public:
    explicit Daemon(Options options);
    ~Daemon() override;

    //! Serves until it is told to end. \return the process's exit status.
    int run();

private:
    Result<> start();
    void takeSignal(int number);
    void act(int number);
    void reload();
    Result<> tryReload();
    void drain();

    Options m_options;
    DataDirectory m_directory;
    std::unique_ptr<App> m_app;
    bool m_isServing = false;
    std::vector<int> m_early; //!< Signals that came while it started.
    bool m_isDraining = false;
};

} // namespace linnet
