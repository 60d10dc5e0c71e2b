//! Long operations that run now, so that they can be cancelled and their stages shown.

use orgkey_core::{Progress, Stage};
use orgkey_wire::ProgressView;
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};
use tauri::ipc::Channel;

/// The flags of running operations, by the name that the page gave them.
#[derive(Default)]
pub struct Operations(Mutex<HashMap<String, Arc<AtomicBool>>>);

impl Operations {
    /// Begins an operation; it is forgotten when the watch is dropped.
    pub fn begin(self: &Arc<Self>, name: &str, channel: Channel<ProgressView>) -> Watch {
        let cancelled = Arc::new(AtomicBool::new(false));
        self.flags().insert(name.to_owned(), Arc::clone(&cancelled));
        Watch { operations: Arc::clone(self), name: name.to_owned(), cancelled, channel, told: Mutex::default() }
    }

    /// Asks one operation to stop. One that has ended is not an error: the click came late.
    pub fn cancel(&self, name: &str) {
        if let Some(flag) = self.flags().get(name) {
            flag.store(true, Ordering::Relaxed);
        }
    }

    /// Asks all to stop: the vault is being locked.
    pub fn cancel_all(&self) {
        self.flags().values().for_each(|flag| flag.store(true, Ordering::Relaxed));
    }

    fn flags(&self) -> std::sync::MutexGuard<'_, HashMap<String, Arc<AtomicBool>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One running operation.
pub struct Watch {
    operations: Arc<Operations>,
    name: String,
    cancelled: Arc<AtomicBool>,
    channel: Channel<ProgressView>,
    /// What the page was told last.
    told: Mutex<Option<ProgressView>>,
}

impl Watch {
    fn tell(&self, view: ProgressView) {
        // A page that has gone away is no reason to stop.
        let _ = self.channel.send(view.clone());
        *self.told.lock().unwrap_or_else(PoisonError::into_inner) = Some(view);
    }
}

impl Progress for Watch {
    fn stage(&self, stage: Stage, position: u32, stages: u32) {
        self.tell(ProgressView { stage, stages, position, done: None, total: None });
    }

    fn count(&self, done: u64, total: Option<u64>) {
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(stage) = told {
            self.tell(ProgressView { done: Some(done), total, ..stage });
        }
    }

    fn cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.operations.flags().remove(&self.name);
    }
}
